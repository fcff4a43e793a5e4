package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.ToneGenerator;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Audio for tests. */
final class Speech {
    private Speech() {}

    /** Loud and never the same twice, so that a place in it can be found again. */
    static short[] babble(int millis, long seed) {
        Random random = new Random(seed);
        short[] pcm = new short[millis * 8];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (random.nextGaussian() * 3000);
        }
        return pcm;
    }

    static short[] beep(int millis) {
        return ToneGenerator.of(1000, 8000, -15).beep(Duration.ofMillis(millis));
    }

    static byte[] encode(short[] pcm, MediaFormat format) {
        byte[] bytes = new byte[pcm.length];
        AudioCodec.of(format).encode(pcm, 0, pcm.length, bytes, 0);
        return bytes;
    }

    static short[] decode(List<byte[]> payloads, MediaFormat format) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        payloads.forEach(all::writeBytes);
        byte[] bytes = all.toByteArray();
        short[] pcm = new short[bytes.length];
        AudioCodec.of(format).decode(bytes, 0, bytes.length, pcm, 0);
        return pcm;
    }

    /** What a codec leaves of samples. */
    static short[] through(short[] pcm, MediaFormat format) {
        return decode(List.of(encode(pcm, format)), format);
    }

    /** Where the part begins in the whole, or -1. */
    static int find(short[] whole, short[] part) {
        for (int at = 0; at + part.length <= whole.length; at++) {
            int length = 0;
            while (length < part.length && whole[at + length] == part[length]) {
                length++;
            }
            if (length == part.length) {
                return at;
            }
        }
        return -1;
    }
}
