package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.Arrays;

/** Samples to speak and to look for. */
final class Speech {
    private static final int FRAME = 160;

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

    /** One after the other, each filled up to a whole frame. */
    static short[] joined(short[] first, short[] second) {
        int begin = (first.length + FRAME - 1) / FRAME * FRAME;
        short[] both = Arrays.copyOf(first, begin + second.length);
        System.arraycopy(second, 0, both, begin, second.length);
        return both;
    }

    /** Whether every frame was heard, in order; a stalled machine may have put pauses between them. */
    static boolean isHeardInOrder(short[] heard, short[] said) {
        int from = 0;
        for (int at = 0; at + FRAME <= said.length; at += FRAME) {
            int found =
                    indexOf(Arrays.copyOfRange(heard, from, heard.length), Arrays.copyOfRange(said, at, at + FRAME));
            if (found < 0) {
                return false;
            }
            from += found + FRAME;
        }
        return true;
    }
}
