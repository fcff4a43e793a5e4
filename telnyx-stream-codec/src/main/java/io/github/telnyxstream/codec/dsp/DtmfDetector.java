package io.github.telnyxstream.codec.dsp;

import java.util.Objects;

/**
 * Hears telephone keys in audio, within ITU-T Q.24: tones from 40 ms on, up to 1.5 % off their frequencies; a gap of 10 ms in
 * a tone is no new key, a pause of 40 ms is. Tones shorter than 20 ms and speech are no keys.
 *
 * <p>The two tones of a key may be 9 dB apart, whichever is the louder. What telephones and lines make of them differs from
 * country to country (Q.24, table A-1: at most 5 dB with NTT, 6 dB in Denmark, 9 dB in Brazil, 10 dB in Australia; AT&amp;T
 * allows the low tone to be 8 dB above the high one, and 4 dB below it). At 10 dB nearly all keys are heard.
 *
 * <p>Telnyx reports keys itself where it hears them ({@code dtmf} on the stream, webhooks in a gather); this is for
 * audio from elsewhere, for tones that Telnyx leaves in the audio and for tests.
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> nothing, except for the string of a digit that was heard.
 */
public final class DtmfDetector {
    /** Blocks of 12.75 ms are narrow enough to tell 697 from 770 Hz and wide enough for 1.5 % at 1633 Hz. */
    private static final double BLOCK_SECONDS = 0.01275;

    private static final int BLOCKS_TO_BELIEVE = 4;
    private static final int BLOCKS_TO_RELEASE = 5;

    private final short[] block;
    private final int hop;
    private final DtmfBlock judge;
    private int filled;
    private int candidate = DtmfBlock.NONE;
    private int agreeing;
    private int pressed = DtmfBlock.NONE;
    private int missing;

    private DtmfDetector(int sampleRateHz) {
        int half = (int) Math.round(BLOCK_SECONDS * sampleRateHz / 2);
        this.hop = half;
        this.block = new short[2 * half];
        this.judge = new DtmfBlock(sampleRateHz, block.length);
    }

    /**
     * A detector that has heard nothing yet.
     *
     * @param sampleRateHz rate of the samples in Hz, 8000 to 48000
     * @return a new detector
     * @throws IllegalArgumentException if the rate is out of range
     */
    public static DtmfDetector of(int sampleRateHz) {
        if (sampleRateHz < 8000 || sampleRateHz > 48000) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 8000 to 48000");
        }
        return new DtmfDetector(sampleRateHz);
    }

    /**
     * Takes audio, in chunks of any size.
     *
     * @param pcm samples, mono; not changed
     * @param offset index of the first
     * @param lengthSamples how many; may be 0
     * @return the keys that became certain in this chunk, in order, mostly none: {@code 0-9}, {@code A-D}, {@code *},
     *     {@code #}; each once, about 35 ms after it was pressed
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public String offer(short[] pcm, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        String heard = "";
        for (int done = 0; done < lengthSamples; ) {
            int take = Math.min(lengthSamples - done, block.length - filled);
            System.arraycopy(pcm, offset + done, block, filled, take);
            filled += take;
            done += take;
            if (filled == block.length) {
                if (hears(judge.key(block))) {
                    heard += DtmfGenerator.DIGITS.charAt(pressed);
                }
                System.arraycopy(block, hop, block, 0, block.length - hop);
                filled -= hop;
            }
        }
        return heard;
    }

    /** Forgets everything, as if new. */
    public void reset() {
        filled = 0;
        candidate = DtmfBlock.NONE;
        agreeing = 0;
        pressed = DtmfBlock.NONE;
        missing = 0;
    }

    /** Whether this block makes a key certain. */
    private boolean hears(int key) {
        agreeing = key == candidate ? agreeing + 1 : 1;
        candidate = key;
        if (key != DtmfBlock.NONE && key == pressed) {
            missing = 0;
            return false;
        }
        if (key != DtmfBlock.NONE && agreeing >= BLOCKS_TO_BELIEVE) {
            pressed = key;
            missing = 0;
            return true;
        }
        if (++missing >= BLOCKS_TO_RELEASE) {
            pressed = DtmfBlock.NONE;
        }
        return false;
    }
}
