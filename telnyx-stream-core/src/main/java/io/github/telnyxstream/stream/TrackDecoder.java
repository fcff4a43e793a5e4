package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.ByteOrderDetector;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.LossConcealer;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the frames of one track and, when asked to, makes up what is lost: by G.711 Appendix I for audio at 8 kHz, by the
 * codec for Opus and AMR-WB, not at all for the rest. Used by the mailbox only.
 */
final class TrackDecoder {
    /** What is made up fades out within 60 ms; later frames of one gap stay lost. */
    private static final int MAX_CONCEALED = 3;

    /** Half a second of speech is enough for a verdict; who says nothing for a minute is not waited for. */
    private static final int MAX_FRAMES_LISTENED_TO = 3000;

    private final Track track;
    private final boolean conceals;
    private final Consumer<ByteOrder> byteOrderFound;
    private final DeliveredFrame frame;
    private @Nullable LossConcealer concealer;
    private @Nullable ByteOrderDetector byteOrder;
    private MediaFormat format;
    private AudioCodec codec;
    private short[] buffer = new short[0];
    private int frameSamples;
    private int undecodable;
    private int framesListenedTo;

    TrackDecoder(MediaFormat format, Track track, boolean conceals, Consumer<ByteOrder> byteOrderFound) {
        this.format = format;
        this.track = track;
        this.conceals = conceals;
        this.byteOrderFound = byteOrderFound;
        this.codec = AudioCodec.of(format);
        this.frame = new DeliveredFrame(format, track);
        this.concealer =
                conceals && format.sampleRateHz() == 8000 && !isConcealedByCodec() ? LossConcealer.create() : null;
        this.byteOrder = format.encoding() == Encoding.L16 ? ByteOrderDetector.of(format.sampleRateHz()) : null;
    }

    private boolean isConcealedByCodec() {
        return format.encoding() == Encoding.OPUS || format.encoding() == Encoding.AMR_WB;
    }

    Track track() {
        return track;
    }

    /**
     * Decodes a message, and passes on what is made up for lost ones before it.
     *
     * @throws CodecException if the message cannot be decoded; it counts as lost for the one after it
     */
    void decode(MediaMessage message, Consumer<? super DeliveredFrame> output) {
        listen(message);
        int lost = message.lostBefore() + undecodable;
        int samples;
        int concealed = 0;
        short[] pcm;
        try {
            if (lost > 0 && conceals) {
                concealed = conceal(message, lost, output);
            }
            pcm = room(codec.maxDecodedSamples(message.payloadBytes()));
            samples = codec.decode(message.payload(), 0, message.payloadBytes(), pcm, 0);
            undecodable = 0;
        } catch (CodecException broken) {
            undecodable = lost - concealed + 1;
            throw broken;
        }
        if (concealer != null && samples % LossConcealer.BLOCK_SAMPLES == 0) {
            concealer.receive(pcm, 0, samples);
        }
        frameSamples = samples;
        frame.become(message, format, pcm, samples, lost - concealed);
        output.accept(frame);
    }

    /** The frame's own samples where they are as many, as they mostly are; else as many at least. */
    private short[] room(int samples) {
        if (frame.pcm().length == samples) {
            return frame.pcm();
        }
        if (samples > buffer.length) {
            buffer = new short[samples];
        }
        return buffer;
    }

    /** Says how many frames it has made up. */
    private int conceal(MediaMessage message, int lost, Consumer<? super DeliveredFrame> output) {
        int count = Math.min(lost, MAX_CONCEALED);
        int made = 0;
        while (made < count) {
            short[] madeUp = room(concealer == null ? codec.maxDecodedSamples(0) : frameSamples);
            int samples = makeUp(madeUp);
            if (samples <= 0) {
                break;
            }
            long chunk = message.chunk() < 0 ? -1 : message.chunk() - lost + made;
            frame.becomeConcealed(message, format, chunk, madeUp, samples);
            output.accept(frame);
            made++;
        }
        return made;
    }

    private int makeUp(short[] into) {
        if (concealer != null && frameSamples > 0 && frameSamples % LossConcealer.BLOCK_SAMPLES == 0) {
            concealer.conceal(into, 0, frameSamples);
            return frameSamples;
        }
        return isConcealedByCodec() && frameSamples > 0 ? codec.decode(new byte[0], 0, 0, into, 0) : 0;
    }

    /** Nothing on the wire tells the order of L16's bytes; the audio does. */
    private void listen(MediaMessage message) {
        ByteOrderDetector detector = byteOrder;
        if (detector == null) {
            return;
        }
        detector.offer(message.payload(), 0, message.payloadBytes());
        if (detector.isSure()) {
            byteOrder = null;
            ByteOrder found = detector.verdict();
            if (found != null && !found.equals(format.byteOrder())) {
                format = new MediaFormat(Encoding.L16, format.sampleRateHz(), found);
                codec = AudioCodec.of(format);
                byteOrderFound.accept(found);
            }
        } else if (++framesListenedTo == MAX_FRAMES_LISTENED_TO) {
            byteOrder = null;
        }
    }
}
