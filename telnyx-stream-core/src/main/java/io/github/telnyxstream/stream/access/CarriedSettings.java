package io.github.telnyxstream.stream.access;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamTrack;
import io.github.telnyxstream.stream.settings.TargetLegs;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What an engine has to believe of a stream's settings, as a short text in a signed token: wire names, so that nodes of
 * different versions understand each other.
 */
final class CarriedSettings {
    /** A URL is not carried: Telnyx has used it already. */
    private static final String NO_URL = "wss://stream.invalid/";

    private static final int PARTS = 8;

    private CarriedSettings() {}

    static String text(StreamSettings settings) {
        MediaFormat out = settings.outboundFormat();
        Encoding in = settings.inboundEncoding();
        return String.join(
                ",",
                settings.track().wireName(),
                settings.outboundMode().wireName(),
                out.encoding().wireName(),
                Integer.toString(out.sampleRateHz()),
                order(out.byteOrder()),
                in == null ? "" : in.wireName(),
                order(settings.inboundByteOrder()),
                settings.targetLegs().wireName());
    }

    /** Null when a node of another version wrote what this one does not know. */
    static @Nullable StreamSettings settings(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length < PARTS) {
            return null;
        }
        try {
            StreamSettings.Builder builder = StreamSettings.builder(NO_URL)
                    .track(track(parts[0]))
                    .outboundMode(mode(parts[1]))
                    .targetLegs(legs(parts[7]))
                    .inboundByteOrder(order(parts[6]));
            Encoding out = Encoding.ofWireName(parts[2]);
            if (out == null) {
                return null;
            }
            MediaFormat format = new MediaFormat(out, Integer.parseInt(parts[3]), order(parts[4]));
            builder.outboundFormat(format);
            Encoding in = Encoding.ofWireName(parts[5]);
            if (in != null) {
                builder.inboundEncoding(in);
            }
            return builder.build();
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static String order(ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN ? "be" : "le";
    }

    private static ByteOrder order(String text) {
        return text.equals("be") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static StreamTrack track(String name) {
        for (StreamTrack track : StreamTrack.values()) {
            if (track.wireName().equals(name)) {
                return track;
            }
        }
        throw new IllegalArgumentException("no track");
    }

    private static OutboundMode mode(String name) {
        for (OutboundMode mode : OutboundMode.values()) {
            if (mode.wireName().equals(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("no mode");
    }

    private static TargetLegs legs(String name) {
        for (TargetLegs legs : TargetLegs.values()) {
            if (legs.wireName().equals(name)) {
                return legs;
            }
        }
        throw new IllegalArgumentException("no legs");
    }
}
