package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Resampler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a telephone hears or says, at 8 kHz, as one track of a stream carries it. One thread at a time. */
final class TrackCodec {
    private static final int PHONE_HZ = 8000;

    private final AudioCodec codec;
    private final @Nullable Resampler up;
    private final @Nullable Resampler down;
    private final short[] wide;
    /** Samples at the track's rate that do not fill a frame yet: a resampler does not give the same number each time. */
    private final short[] waiting;

    private int waitingCount;

    TrackCodec(MediaFormat format) {
        codec = AudioCodec.of(format);
        boolean isPhone = format.sampleRateHz() == PHONE_HZ;
        up = isPhone ? null : Resampler.of(PHONE_HZ, format.sampleRateHz());
        down = isPhone ? null : Resampler.of(format.sampleRateHz(), PHONE_HZ);
        int frame = format.samplesPerFrame();
        wide = new short[up == null ? frame : up.maxOutputSamples(PHONE_HZ / 50)];
        waiting = new short[frame * 4 + wide.length];
    }

    /** The payload of 20 ms. */
    byte[] encode(short[] phone) {
        if (up == null) {
            return encoded(phone, phone.length);
        }
        int made = up.process(phone, 0, phone.length, wide, 0);
        System.arraycopy(wide, 0, waiting, waitingCount, made);
        waitingCount += made;
        int frame = codec.format().samplesPerFrame();
        short[] next = Arrays.copyOf(waiting, frame);
        if (waitingCount < frame) {
            // the resampler's delay at the beginning: silence in front
            Arrays.fill(next, (short) 0);
            System.arraycopy(waiting, 0, next, frame - waitingCount, waitingCount);
            waitingCount = 0;
        } else {
            waitingCount -= frame;
            System.arraycopy(waiting, frame, waiting, 0, waitingCount);
        }
        return encoded(next, frame);
    }

    private byte[] encoded(short[] pcm, int length) {
        byte[] room = new byte[codec.maxEncodedBytes(length)];
        int bytes = codec.encode(pcm, 0, length, room, 0);
        return bytes == room.length ? room : Arrays.copyOf(room, bytes);
    }

    /** What a faultless application makes of the next payload, at 8 kHz. */
    short[] decode(byte[] payload) {
        short[] decoded = new short[codec.maxDecodedSamples(payload.length)];
        int length = codec.decode(payload, 0, payload.length, decoded, 0);
        if (down == null) {
            return length == decoded.length ? decoded : Arrays.copyOf(decoded, length);
        }
        short[] phone = new short[down.maxOutputSamples(length)];
        return Arrays.copyOf(phone, down.process(decoded, 0, length, phone, 0));
    }
}
