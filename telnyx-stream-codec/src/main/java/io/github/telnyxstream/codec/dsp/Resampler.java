package io.github.telnyxstream.codec.dsp;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes the sample rate of a stream, between any two whole rates from 4 to 192 kHz. Chunks may have any size: their
 * output put together is, sample for sample, what one pass over the whole would give.
 *
 * <p>Flat within ±0.1 dB up to 0.9 of the lower rate's Nyquist frequency; what would alias or image lies at least 80 dB
 * down, from that Nyquist frequency on; linear phase. Output sample 0 belongs to the time of input sample 0: nothing is
 * shifted, but the output of a moment comes only when {@link #delay()} more input is there, and {@link #flush} gives the
 * rest. All of that is measured by tests.
 *
 * <pre>{@code
 * Resampler toWideband = Resampler.of(8000, 16000);
 * short[] wide = new short[toWideband.maxOutputSamples(160)];
 * int written = toWideband.process(narrow, 0, 160, wide, 0);
 * }</pre>
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> {@code process}, {@code flush} and {@code reset} allocate
 * nothing. The first resampler of a pair of rates computes a table (some milliseconds, at most 400 KB) that later ones
 * share; the tables that were used last are kept.
 */
public final class Resampler {
    private static final int LOWEST_HZ = 4000;
    private static final int HIGHEST_HZ = 192_000;
    private static final int MAX_CHANNELS = 8;

    /** Input samples of a channel that are filtered at once: 20 ms at 24 kHz, small enough for the first-level cache. */
    private static final int BLOCK = 480;

    private final int fromHz;
    private final int toHz;
    private final int channels;
    private final PolyphaseTable table;
    private final PolyphaseKernel kernel;
    private final float[][] held;
    private final float[] filtered;
    private int heldLength;
    private int phase;
    private long consumed;
    private long produced;

    private Resampler(int fromHz, int toHz, int channels) {
        this.fromHz = fromHz;
        this.toHz = toHz;
        this.channels = channels;
        this.table = PolyphaseTable.of(fromHz, toHz);
        int room = table.taps + table.down / table.up + 1 + BLOCK;
        int most = (int) ((long) room * table.up / table.down) + 2;
        this.kernel = PolyphaseKernel.of(table, most);
        this.held = new float[channels][room];
        this.filtered = new float[most];
        reset();
    }

    /**
     * A resampler for one channel, in its initial state.
     *
     * @param fromHz rate of the input in Hz: 4000 to 192000
     * @param toHz rate of the output in Hz, of the same range; the same rate copies
     * @return a new resampler
     * @throws IllegalArgumentException if a rate is out of its range
     */
    public static Resampler of(int fromHz, int toHz) {
        return of(fromHz, toHz, 1);
    }

    /**
     * A resampler for interleaved channels, in its initial state.
     *
     * @param fromHz rate of the input in Hz: 4000 to 192000
     * @param toHz rate of the output in Hz, of the same range; the same rate copies
     * @param channels how many samples, one of each channel, follow each other: 1 to 8
     * @return a new resampler
     * @throws IllegalArgumentException if a rate or the number of channels is out of its range
     */
    public static Resampler of(int fromHz, int toHz, int channels) {
        requireRate(fromHz, "fromHz");
        requireRate(toHz, "toHz");
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw new IllegalArgumentException("channels is " + channels + ", must be 1 to " + MAX_CHANNELS);
        }
        return new Resampler(fromHz, toHz, channels);
    }

    /**
     * Takes input and writes the output that is complete by now, often a little less or more than the ratio of the rates:
     * keep the returned count, do not compute it.
     *
     * @param in samples, interleaved if there are channels; not changed
     * @param inOffset index of the first sample
     * @param lengthSamples how many, over all channels; a multiple of the number of channels, may be 0
     * @param out where the output goes; another array than {@code in}
     * @param outOffset index of the first sample to write
     * @return samples written, over all channels; 0 if more input is needed first
     * @throws IndexOutOfBoundsException if a range does not lie in its array; nothing was taken then
     * @throws IllegalArgumentException if {@code lengthSamples} is not a multiple of the number of channels
     */
    public int process(short[] in, int inOffset, int lengthSamples, short[] out, int outOffset) {
        Objects.checkFromIndexSize(inOffset, lengthSamples, Objects.requireNonNull(in, "in").length);
        if (lengthSamples % channels != 0) {
            throw new IllegalArgumentException(
                    "lengthSamples is " + lengthSamples + ", must be a multiple of " + channels + " channels");
        }
        int length = lengthSamples / channels;
        Objects.checkFromIndexSize(outOffset, ready(length) * channels, Objects.requireNonNull(out, "out").length);
        if (isCopy()) {
            System.arraycopy(in, inOffset, out, outOffset, lengthSamples);
            return lengthSamples;
        }
        int written = 0;
        for (int done = 0; done < length; done += BLOCK) {
            int block = Math.min(BLOCK, length - done);
            hold(in, inOffset + done * channels, block);
            written += drain((int) ready(0), out, outOffset + written);
        }
        consumed += length;
        return written;
    }

    /**
     * Writes what is still due as if silence followed, so that all output together is as long as all input (rounded up to a
     * whole sample), and goes back to the initial state.
     *
     * @param out where the output goes
     * @param outOffset index of the first sample to write
     * @return samples written, over all channels; 0 if nothing was put in
     * @throws IndexOutOfBoundsException if the output does not fit; the state is kept then
     */
    public int flush(short[] out, int outOffset) {
        int due = due();
        Objects.checkFromIndexSize(outOffset, due * channels, Objects.requireNonNull(out, "out").length);
        int written = 0;
        while (due > 0) {
            hold(null, 0, Math.min(BLOCK, table.taps));
            int count = (int) Math.min(due, ready(0));
            written += drain(count, out, outOffset + written);
            due -= count;
        }
        reset();
        return written;
    }

    /** Forgets all input, as if new: for an interruption, so that no tail of the old audio comes out later. */
    public void reset() {
        for (float[] channel : held) {
            Arrays.fill(channel, 0f);
        }
        heldLength = table.lookahead - 1;
        phase = 0;
        consumed = 0;
        produced = 0;
    }

    /**
     * Room that {@link #process} may need for a chunk, whatever came before.
     *
     * @param lengthSamples samples to be put in, over all channels
     * @return an upper bound in samples, over all channels
     * @throws IllegalArgumentException if {@code lengthSamples} is negative or the bound exceeds an int
     */
    public int maxOutputSamples(int lengthSamples) {
        if (lengthSamples < 0) {
            throw new IllegalArgumentException("lengthSamples is " + lengthSamples + ", must not be negative");
        }
        long each = (lengthSamples / channels + 1L) * table.up / table.down + 1;
        long all = isCopy() ? lengthSamples : each * channels;
        if (all > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("lengthSamples " + lengthSamples + " gives more than an array holds");
        }
        return (int) all;
    }

    /**
     * Room that {@link #flush} may need.
     *
     * @return an upper bound in samples, over all channels
     */
    public int maxFlushSamples() {
        return isCopy() ? 0 : (int) ((table.lookahead + 1L) * table.up / table.down + 2) * channels;
    }

    /**
     * How much input has to follow a moment before its output comes: 36 to 38 samples of the lower rate, which are 4.5 ms at
     * 8 kHz, less above and 9 ms at 4 kHz.
     *
     * @return the delay, rounded down to a nanosecond; zero if the rates are equal
     */
    public Duration delay() {
        return isCopy() ? Duration.ZERO : Duration.ofNanos(1_000_000_000L * table.lookahead / fromHz);
    }

    /**
     * The rate of the input.
     *
     * @return Hz
     */
    public int fromHz() {
        return fromHz;
    }

    /**
     * The rate of the output.
     *
     * @return Hz
     */
    public int toHz() {
        return toHz;
    }

    /**
     * The number of interleaved channels.
     *
     * @return 1 to 8
     */
    public int channels() {
        return channels;
    }

    private static void requireRate(int rateHz, String name) {
        if (rateHz < LOWEST_HZ || rateHz > HIGHEST_HZ) {
            throw new IllegalArgumentException(name + " is " + rateHz + ", must be " + LOWEST_HZ + " to " + HIGHEST_HZ);
        }
    }

    private boolean isCopy() {
        return fromHz == toHz;
    }

    /** Output samples of a channel that are complete once so many more input samples are there. */
    private long ready(int more) {
        if (isCopy()) {
            return more;
        }
        long positions = ((long) heldLength + more - table.taps + 1) * table.up - phase;
        return positions <= 0 ? 0 : (positions + table.down - 1) / table.down;
    }

    private int due() {
        return isCopy() ? 0 : (int) ((consumed * table.up + table.down - 1) / table.down - produced);
    }

    private void hold(short @Nullable [] in, int inOffset, int length) {
        for (int channel = 0; channel < channels; channel++) {
            float[] to = held[channel];
            if (in == null) {
                Arrays.fill(to, heldLength, heldLength + length, 0f);
            } else {
                for (int i = 0, from = inOffset + channel; i < length; i++, from += channels) {
                    to[heldLength + i] = in[from];
                }
            }
        }
        heldLength += length;
    }

    private int drain(int count, short[] out, int outOffset) {
        if (count == 0) {
            return 0;
        }
        for (int channel = 0; channel < channels; channel++) {
            kernel.filter(held[channel], phase, count, filtered);
            store(count, out, outOffset + channel);
        }
        produced += count;
        forget(count);
        return count * channels;
    }

    /** Rounds to the nearest sample (half up); what the filter pushed over full scale stays at full scale. */
    private void store(int count, short[] out, int outOffset) {
        for (int i = 0, to = outOffset; i < count; i++, to += channels) {
            float limited = Math.min(Math.max(filtered[i], -32768f), 32767f);
            out[to] = (short) ((int) (limited + 32768.5f) - 32768);
        }
    }

    private void forget(int count) {
        long position = phase + (long) count * table.down;
        int passed = (int) (position / table.up);
        phase = (int) (position % table.up);
        heldLength -= passed;
        for (float[] channel : held) {
            System.arraycopy(channel, passed, channel, 0, heldLength);
        }
    }
}
