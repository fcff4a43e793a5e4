package io.github.telnyxstream.codec.dsp;

import java.time.Duration;
import java.util.Objects;

/**
 * Tells whether there is sound that may be speech, one decision for every 20 ms of audio. A cough and a breath are; ask
 * {@link SpeechDetector} whether somebody speaks who wants to be listened to.
 *
 * <p>Speech is what stands 6 dB out of the noise, where the noise is followed as it changes: Telnyx fills a silent
 * caller's line with comfort noise (reported, not documented, to be at about −35 dB), so a fixed level would hear speech
 * all the time. Speech starts with 60 ms of it, so that a click is none, and ends a while (200 ms unless told otherwise)
 * after the last of it, so that the gap in a word is no end. What is steady for two seconds counts as noise: a held tone, hold
 * music without pauses. Until then it is speech. Digital silence, as of a muted telephone or of lost frames, says nothing about
 * the noise, so comfort noise that sets in behind it is not speech.
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> {@link #offer} and {@link #isSpeech} allocate nothing.
 */
public final class VoiceActivity {
    private static final int FRAME_MILLIS = 20;
    private static final int ONSET_FRAMES = 3;
    private static final Duration DEFAULT_HANGOVER = Duration.ofMillis(200);
    private static final double START_RATIO = ratio(6);
    private static final double STAY_RATIO = ratio(4);

    /** Noise is taken to be no quieter than this, so that hiss on a digitally silent line is not speech. */
    private static final double QUIETEST_NOISE = 32768.0 * 32768.0 * ratio(-56);

    /** Quieter than any line: somebody has filled in zeros, or the idle codes of A-law, which are ±8. */
    private static final double DIGITAL_SILENCE = 32768.0 * 32768.0 * ratio(-70);

    private static final double LOUDEST_FIRST_NOISE = 32768.0 * 32768.0 * ratio(-30);
    private static final double HIGH_PASS_HZ = 120;

    private final int frameLength;
    private final int hangoverFrames;
    private final double pole;
    private final NoiseFloor noise = new NoiseFloor(LOUDEST_FIRST_NOISE);
    private double lastIn;
    private double lastOut;
    private double energy;
    private int filled;
    private boolean speech;
    private int loudRun;
    private long framesOfSpeech;
    private long framesSinceLoud;

    private VoiceActivity(int sampleRateHz, Duration hangover) {
        this.frameLength = sampleRateHz * FRAME_MILLIS / 1000;
        this.hangoverFrames = (int) (hangover.toMillis() / FRAME_MILLIS);
        this.pole = Math.exp(-2 * Math.PI * HIGH_PASS_HZ / sampleRateHz);
    }

    /**
     * A detector that ends speech 200 ms after the last of it.
     *
     * @param sampleRateHz rate of the samples in Hz, 8000 to 48000
     * @return a new detector, in silence
     * @throws IllegalArgumentException if the rate is out of range
     */
    public static VoiceActivity of(int sampleRateHz) {
        return of(sampleRateHz, DEFAULT_HANGOVER);
    }

    /**
     * A detector with a hangover of one's own choice: short answers sooner, long bridges pauses.
     *
     * @param sampleRateHz rate of the samples in Hz, 8000 to 48000
     * @param hangover how long speech goes on after the last of it: zero to 10 s, rounded down to 20 ms
     * @return a new detector, in silence
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static VoiceActivity of(int sampleRateHz, Duration hangover) {
        Objects.requireNonNull(hangover, "hangover");
        if (sampleRateHz < 8000 || sampleRateHz > 48000) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 8000 to 48000");
        }
        if (hangover.isNegative() || hangover.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("hangover is " + hangover + ", must be PT0S to PT10S");
        }
        return new VoiceActivity(sampleRateHz, hangover);
    }

    /**
     * Takes audio, in chunks of any size; a decision falls at each 20 ms.
     *
     * @param pcm samples, mono; not changed
     * @param offset index of the first
     * @param lengthSamples how many; may be 0
     * @return what {@link #isSpeech} says now
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public boolean offer(short[] pcm, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        for (int i = offset; i < offset + lengthSamples; i++) {
            double out = pcm[i] - lastIn + pole * lastOut;
            lastIn = pcm[i];
            lastOut = out;
            energy += out * out;
            if (++filled == frameLength) {
                decide(energy / frameLength);
                energy = 0;
                filled = 0;
                // in digital silence the filter would fade into denormal numbers, which take a hundred times longer
                lastOut = Math.abs(lastOut) < 1e-6 ? 0 : lastOut;
            }
        }
        return speech;
    }

    /**
     * Whether somebody speaks, as of the last whole 20 ms.
     *
     * @return true from 60 ms after the start of speech until the hangover is over
     */
    public boolean isSpeech() {
        return speech;
    }

    /**
     * How long the present speech has lasted.
     *
     * @return audio time since its start, in steps of 20 ms; zero in silence
     */
    public Duration speechFor() {
        return Duration.ofMillis(framesOfSpeech * FRAME_MILLIS);
    }

    /**
     * How long the present silence has lasted, the hangover included: the time to compare with an end-of-turn limit.
     *
     * @return audio time since the last of the speech or since the beginning, in steps of 20 ms; zero during speech
     */
    public Duration silenceFor() {
        return speech ? Duration.ZERO : Duration.ofMillis(framesSinceLoud * FRAME_MILLIS);
    }

    /** Forgets everything, the noise too, as if new. */
    public void reset() {
        noise.reset();
        lastIn = 0;
        lastOut = 0;
        energy = 0;
        filled = 0;
        speech = false;
        loudRun = 0;
        framesOfSpeech = 0;
        framesSinceLoud = 0;
    }

    private void decide(double power) {
        if (power > DIGITAL_SILENCE) {
            noise.update(power);
        }
        double floor = Math.max(QUIETEST_NOISE, noise.power());
        boolean loud = power > floor * (speech ? STAY_RATIO : START_RATIO);
        loudRun = loud ? loudRun + 1 : 0;
        if (speech) {
            framesOfSpeech++;
            framesSinceLoud = loud ? 0 : framesSinceLoud + 1;
            if (framesSinceLoud > hangoverFrames) {
                speech = false;
                framesOfSpeech = 0;
            }
        } else {
            framesSinceLoud++;
            if (loudRun >= ONSET_FRAMES) {
                speech = true;
                framesOfSpeech = loudRun;
                framesSinceLoud = 0;
            }
        }
    }

    private static double ratio(double decibels) {
        return Math.pow(10, decibels / 10);
    }
}
