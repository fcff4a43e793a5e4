package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decodes the frames of a stream, with a codec of its own for each track. Used by the mailbox only, but for the format. */
final class MediaDecoder {
    private final boolean conceals;
    private final Consumer<ByteOrder> byteOrderFound;
    private final TrackDecoder inbound;
    private @Nullable TrackDecoder outbound;
    private volatile MediaFormat format;

    /** Fails when no codec for the format is at hand. */
    MediaDecoder(MediaFormat format, boolean conceals, Consumer<ByteOrder> byteOrderFound) {
        this.format = format;
        this.conceals = conceals;
        this.byteOrderFound = byteOrderFound;
        this.inbound = track(Track.INBOUND);
    }

    private TrackDecoder track(Track track) {
        return new TrackDecoder(format, track, conceals, this::found);
    }

    private void found(ByteOrder order) {
        if (!order.equals(format.byteOrder())) {
            format = new MediaFormat(format.encoding(), format.sampleRateHz(), order);
            byteOrderFound.accept(order);
        }
    }

    /** Frames of the outbound track were asked for: their codec is made now, and not while a frame waits. */
    void expectOutbound() {
        outbound = track(Track.OUTBOUND);
    }

    MediaFormat format() {
        return format;
    }

    /**
     * Decodes a message, after what is made up for lost ones before it.
     *
     * @throws CodecException if the message cannot be decoded; it counts as lost for the one after it
     */
    void decode(MediaMessage message, Consumer<? super DeliveredFrame> output) {
        if (message.track() == Track.INBOUND) {
            inbound.decode(message, output);
            return;
        }
        if (outbound == null) {
            outbound = track(Track.OUTBOUND);
        }
        outbound.decode(message, output);
    }
}
