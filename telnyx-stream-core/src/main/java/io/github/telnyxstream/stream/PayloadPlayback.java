package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.PayloadSource;
import io.github.telnyxstream.stream.wire.MediaWriter;
import io.github.telnyxstream.stream.wire.PayloadLength;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A playback of payloads that are sent as they are. */
final class PayloadPlayback extends PulledPlayback {
    private static final byte[] NONE = {};

    private final PayloadSource source;
    private final MediaFormat format;
    private byte[] payload = NONE;
    private long nanos;

    PayloadPlayback(PayloadSource source, Outbound outbound, Mailbox mailbox, PlaybackOptions options) {
        super(source, source.format(), outbound, mailbox, options);
        this.source = source;
        this.format = source.format();
    }

    @Override
    Read readFrame() throws IOException {
        byte[] next = source.nextPayload();
        if (next == null) {
            return Read.END;
        }
        if (next.length == 0) {
            return Read.NOTHING_YET;
        }
        nanos = PayloadLength.nanos(format, next);
        payload = next;
        return Read.FRAME;
    }

    @Override
    @Nullable
    String fileHeader(LaneItem first) {
        byte[] bytes = first.payload;
        return bytes == null || format.encoding() == Encoding.MP3 ? null : FileHeaders.ofBytes(bytes);
    }

    @Override
    @Nullable
    MediaWriter write(MediaWriter writer) {
        return null;
    }

    @Override
    void addFrame(Lane lane, @Nullable MediaWriter written, long nowNanos) {
        byte[] whole = payload;
        if (!format.isVariableSize() && whole.length < format.bytesPerFrame()) {
            whole = Arrays.copyOf(payload, format.bytesPerFrame());
            Arrays.fill(whole, payload.length, whole.length, (byte) format.silenceByte());
        }
        int units = Math.toIntExact((nanos + Timeline.UNIT_NANOS - 1) / Timeline.UNIT_NANOS);
        add(LaneItem.payload(this, whole, units, units * Timeline.UNIT_NANOS - nanos));
        payload = NONE;
    }
}
