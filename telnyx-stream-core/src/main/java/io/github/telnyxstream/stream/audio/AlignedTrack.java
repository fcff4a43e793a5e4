package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.dsp.Resampler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One side of a recording: samples without a gap, counted in the rate they come in, handed out in that of the file. */
final class AlignedTrack {
    private static final short[] SILENCE = new short[960];

    private final int fromHz;
    private final long originNanos;
    private final @Nullable Resampler resampler;
    private long length;
    private short[] out = new short[4800];
    private int ready;

    /** A track whose first sample belongs to that moment. */
    AlignedTrack(int fromHz, int toHz, long originNanos) {
        this.fromHz = fromHz;
        this.originNanos = originNanos;
        this.resampler = fromHz == toHz ? null : Resampler.of(fromHz, toHz);
    }

    int fromHz() {
        return fromHz;
    }

    long originNanos() {
        return originNanos;
    }

    /** Samples so far, in the rate they came in. */
    long length() {
        return length;
    }

    void addSilence(long samples) {
        for (long left = samples; left > 0; left -= SILENCE.length) {
            add(SILENCE, 0, (int) Math.min(left, SILENCE.length));
        }
    }

    void add(short[] pcm, int offset, int lengthSamples) {
        length += lengthSamples;
        if (resampler == null) {
            room(lengthSamples);
            System.arraycopy(pcm, offset, out, ready, lengthSamples);
            ready += lengthSamples;
        } else {
            room(resampler.maxOutputSamples(lengthSamples));
            ready += resampler.process(pcm, offset, lengthSamples, out, ready);
        }
    }

    /** Gives what the conversion still holds; the end. */
    void flush() {
        if (resampler != null) {
            room(resampler.maxFlushSamples());
            ready += resampler.flush(out, ready);
        }
    }

    private void room(int more) {
        if (ready + more > out.length) {
            out = Arrays.copyOf(out, Math.max(ready + more, 2 * out.length));
        }
    }

    /** Samples that can be taken, in the file's rate. */
    int ready() {
        return ready;
    }

    /** Takes the first ones, followed by silence where there are fewer. */
    short[] take(int samples) {
        int there = Math.min(samples, ready);
        short[] taken = Arrays.copyOf(Arrays.copyOf(out, there), samples);
        System.arraycopy(out, there, out, 0, ready - there);
        ready -= there;
        return taken;
    }
}
