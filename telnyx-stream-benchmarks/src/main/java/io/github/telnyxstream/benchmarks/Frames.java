package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.Random;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Hundreds of different frames of 20 ms at 8 kHz, one after the other: a frame that is repeated would train the branch
 * predictor and flatter code that branches.
 */
@State(Scope.Thread)
public class Frames {
    private static final int COUNT = 512;

    final byte[][] muLaw = new byte[COUNT][160];
    final byte[][] aLaw = new byte[COUNT][160];
    final short[][] pcm = new short[COUNT][160];

    final short[] pcmOut = new short[160];
    final byte[] bytesOut = new byte[160];
    final byte[] pcmBytesOut = new byte[320];

    private int next;

    /** Fills the frames with noise whose loudness changes as it does in speech. */
    public Frames() {
        Random random = new Random(1);
        AudioCodec toMuLaw = AudioCodec.of(MediaFormat.PCMU);
        AudioCodec toALaw = AudioCodec.of(MediaFormat.PCMA);
        for (int frame = 0; frame < COUNT; frame++) {
            double rms = 100 * Math.pow(2, 7 * random.nextDouble());
            for (int i = 0; i < 160; i++) {
                pcm[frame][i] = (short) Math.max(-32768, Math.min(32767, rms * random.nextGaussian()));
            }
            toMuLaw.encode(pcm[frame], 0, 160, muLaw[frame], 0);
            toALaw.encode(pcm[frame], 0, 160, aLaw[frame], 0);
        }
    }

    private int advance() {
        next = (next + 1) & (COUNT - 1);
        return next;
    }

    byte[] nextMuLaw() {
        return muLaw[advance()];
    }

    byte[] nextALaw() {
        return aLaw[advance()];
    }

    short[] nextPcm() {
        return pcm[advance()];
    }
}
