package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.Arrays;

/** Samples to speak and to look for. */
final class Speech {
    static final short[] GREETING = Sounds.bundled("greeting");
    static final short[] THANKS = Sounds.bundled("thank-you");
    static final short[] CALLER = Sounds.bundled("caller");

    private Speech() {}

    /** Part of what the bundled caller says. */
    static short[] excerpt(int fromMillis, int lengthMillis) {
        return Arrays.copyOfRange(CALLER, fromMillis * 8, (fromMillis + lengthMillis) * 8);
    }

    /** What is left of samples after they have travelled as G.711. */
    static short[] travelled(short[] pcm, MediaFormat format) {
        AudioCodec codec = AudioCodec.of(format);
        byte[] bytes = new byte[codec.maxEncodedBytes(pcm.length)];
        int length = codec.encode(pcm, 0, pcm.length, bytes, 0);
        short[] heard = new short[pcm.length];
        codec.decode(bytes, 0, length, heard, 0);
        return heard;
    }

    /** Where a run of samples lies in another, or -1. */
    static int indexOf(short[] samples, short[] run) {
        for (int at = 0; at + run.length <= samples.length; at++) {
            if (Arrays.equals(samples, at, at + run.length, run, 0, run.length)) {
                return at;
            }
        }
        return -1;
    }
}
