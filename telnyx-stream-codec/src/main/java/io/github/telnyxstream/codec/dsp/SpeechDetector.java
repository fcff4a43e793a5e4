package io.github.telnyxstream.codec.dsp;

import java.time.Duration;
import java.util.Objects;

/**
 * Tells whether the caller wants the floor: a voice that says something, not a cough, a breath, a click, a knock, a tone or
 * the voices of a room behind the caller. One decision for every 20 ms.
 *
 * <p>{@link VoiceActivity} asks whether there is sound; to stop talking whenever there is would let every cough interrupt. This
 * detector waits for a pitch, periods that are alike over some 60 to 100 ms, at the level of a caller, or for the hiss of an
 * "s", which breath does not have. So it knows most words as soon as {@code VoiceActivity} or 20 ms later; one that begins
 * with a softer consonant ("hello") when its vowel comes. Once it hears speech, consonants and short pauses belong to it. The figures of both, measured on the same
 * material, are in {@code docs/hearing.md}.
 *
 * <p>What is 15 dB below the caller is background. Before the caller has spoken, the caller is taken to speak at −26 dBov,
 * the level that telephone networks are planned for (ITU-T P.56); then the level is followed. A whisper has no pitch and is
 * not heard; singing and laughter are.
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> {@link #offer} and {@link #isSpeech} allocate nothing.
 */
public final class SpeechDetector {
    private static final int FRAME_MILLIS = 20;
    private static final Duration DEFAULT_HANGOVER = Duration.ofMillis(200);
    private static final int NARROW_HZ = 8000;
    private static final double NARROW_CUTOFF = 0.9;
    private static final double THIN_CUTOFF = 0.5;

    /** Thuds and hum lie below these; a voice of less has harmonics above them. */
    private static final double RUMBLE_HZ = 120;

    private static final double THUD_HZ = 200;

    private static final double START_RATIO = ratio(9);
    private static final double STAY_RATIO = ratio(4);
    private static final double HISS_RATIO = ratio(6);
    private static final double FULL_SCALE = 32768.0 * 32768.0;
    private static final double QUIETEST_NOISE = FULL_SCALE * ratio(-56);
    private static final double DIGITAL_SILENCE = FULL_SCALE * ratio(-70);
    private static final double LOUDEST_FIRST_NOISE = FULL_SCALE * ratio(-30);

    private static final double VOICED = 0.65;
    private static final double FIRST_LEVEL_DBOV = -26;
    private static final double BACKGROUND_BELOW = 15;
    private static final double END_BELOW = 18;
    /** An "s" is that much weaker than the vowel behind it, and more. */
    private static final double HISS_BELOW = 24;

    private static final int LEAST_FRAMES_OF_HISS = 3;
    /** Softer voices say nothing about the caller's level: background that was heard by mistake would become the caller. */
    private static final double LEARNT_BELOW = 10;

    private static final double LOUDER_STEP = 0.1;
    private static final double QUIETER_STEP = 0.005;

    /** Consonants and breath between two vowels: 300 ms. */
    private static final int FRAMES_BETWEEN_VOWELS = 15;

    private final int frameLength;
    private final int hangoverFrames;
    private final HighPass rumble;
    private final HighPass thud;
    private final HighPass thudAgain;
    private final Decimator toNarrow;
    private final Decimator toThin = new Decimator(2, THIN_CUTOFF);
    private final RecentSamples narrow = new RecentSamples(ToneShare.LENGTH);
    private final RecentSamples thin;
    private final PitchFinder pitch;
    private final ToneShare tones = new ToneShare();
    private final NoiseFloor noise = new NoiseFloor(LOUDEST_FIRST_NOISE);
    private final VoiceEvidence evidence = new VoiceEvidence();
    private final Hiss hiss = new Hiss();
    private double energy;
    private int filled;
    private double callerDbov = FIRST_LEVEL_DBOV;
    private boolean speech;
    private int framesSinceVoiced;
    private int framesOfHiss;
    private long framesOfSpeech;
    private long framesSinceSpeech;

    private SpeechDetector(int sampleRateHz, Duration hangover) {
        int factor = sampleRateHz / NARROW_HZ;
        int narrowHz = sampleRateHz / factor;
        this.frameLength = sampleRateHz * FRAME_MILLIS / 1000;
        this.hangoverFrames = (int) (hangover.toMillis() / FRAME_MILLIS);
        this.rumble = new HighPass(RUMBLE_HZ, sampleRateHz);
        this.thud = new HighPass(THUD_HZ, narrowHz);
        this.thudAgain = new HighPass(THUD_HZ, narrowHz);
        this.toNarrow = new Decimator(factor, NARROW_CUTOFF);
        this.pitch = new PitchFinder(narrowHz / 2);
        this.thin = new RecentSamples(pitch.length());
    }

    /**
     * A detector that ends speech 200 ms after the last of it.
     *
     * @param sampleRateHz rate of the samples in Hz, 8000 to 48000
     * @return a new detector, in silence
     * @throws IllegalArgumentException if the rate is out of range
     */
    public static SpeechDetector of(int sampleRateHz) {
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
    public static SpeechDetector of(int sampleRateHz, Duration hangover) {
        Objects.requireNonNull(hangover, "hangover");
        if (sampleRateHz < 8000 || sampleRateHz > 48000) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 8000 to 48000");
        }
        if (hangover.isNegative() || hangover.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("hangover is " + hangover + ", must be PT0S to PT10S");
        }
        return new SpeechDetector(sampleRateHz, hangover);
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
            double sample = rumble.filter(pcm[i]);
            energy += sample * sample;
            if (toNarrow.push((float) sample)) {
                keep(toNarrow.kept());
            }
            if (++filled == frameLength) {
                decide(energy / frameLength);
                energy = 0;
                filled = 0;
                rumble.settle();
                thud.settle();
                thudAgain.settle();
            }
        }
        return speech;
    }

    private void keep(float sample) {
        narrow.add(sample);
        hiss.add(sample);
        if (toThin.push((float) thudAgain.filter(thud.filter(sample)))) {
            thin.add(toThin.kept());
        }
    }

    /**
     * Whether the caller speaks, as of the last whole 20 ms.
     *
     * @return true from some 60 to 80 ms after the start of the first vowel or "s" until the hangover is over
     */
    public boolean isSpeech() {
        return speech;
    }

    /**
     * How long the present speech has lasted.
     *
     * @return audio time since its first vowel or "s" began, in steps of 20 ms; zero in silence
     */
    public Duration speechFor() {
        return Duration.ofMillis(framesOfSpeech * FRAME_MILLIS);
    }

    /**
     * How long the caller has not spoken, the hangover included: the time to compare with an end-of-turn limit.
     *
     * @return audio time since the last of the speech or since the beginning, in steps of 20 ms; zero during speech
     */
    public Duration silenceFor() {
        return speech ? Duration.ZERO : Duration.ofMillis(framesSinceSpeech * FRAME_MILLIS);
    }

    /** Forgets everything, the noise and the caller's level too, as if new. */
    public void reset() {
        rumble.reset();
        thud.reset();
        thudAgain.reset();
        toNarrow.reset();
        toThin.reset();
        narrow.reset();
        thin.reset();
        noise.reset();
        evidence.reset();
        hiss.reset();
        energy = 0;
        filled = 0;
        callerDbov = FIRST_LEVEL_DBOV;
        speech = false;
        framesSinceVoiced = 0;
        framesOfHiss = 0;
        framesOfSpeech = 0;
        framesSinceSpeech = 0;
    }

    private void decide(double power) {
        if (power > DIGITAL_SILENCE) {
            noise.update(power);
        }
        double dbov = Levels.ofPower(power);
        double floor = Math.max(QUIETEST_NOISE, noise.power());
        boolean hisses = hiss.endFrame() && power > floor * HISS_RATIO && dbov > callerDbov - HISS_BELOW;
        framesOfHiss = hisses && !tones.isTones(narrow.inOrder()) ? framesOfHiss + 1 : 0;
        boolean loud = power > floor * (speech ? STAY_RATIO : START_RATIO)
                && dbov > callerDbov - (speech ? END_BELOW : BACKGROUND_BELOW);
        boolean voiced = loud && isVoiced();
        framesSinceVoiced = voiced ? 0 : framesSinceVoiced + 1;
        if (voiced) {
            evidence.addVoiced(power, pitch.strength(), pitch.period());
        } else {
            evidence.addUnvoiced(power);
        }
        if (speech) {
            boolean isSound = loud || framesOfHiss >= LEAST_FRAMES_OF_HISS;
            goOn(isSound && framesSinceVoiced <= FRAMES_BETWEEN_VOWELS);
        } else {
            begin(loud);
        }
        if (speech && voiced && dbov > callerDbov - LEARNT_BELOW) {
            callerDbov += (dbov > callerDbov ? LOUDER_STEP : QUIETER_STEP) * (dbov - callerDbov);
        }
    }

    private boolean isVoiced() {
        pitch.listen(thin.inOrder());
        return pitch.strength() > VOICED && !tones.isTones(narrow.inOrder());
    }

    private void goOn(boolean spoken) {
        framesOfSpeech++;
        framesSinceSpeech = spoken ? 0 : framesSinceSpeech + 1;
        if (framesSinceSpeech > hangoverFrames) {
            speech = false;
            framesOfSpeech = 0;
        }
    }

    private void begin(boolean loud) {
        framesSinceSpeech++;
        int framesOfVoice = loud ? evidence.framesOfVoice() : -1;
        if (framesOfVoice >= 0) {
            begin(framesOfVoice);
        } else if (framesOfHiss >= LEAST_FRAMES_OF_HISS) {
            // a vowel is to come as soon as between two of them
            framesSinceVoiced = 0;
            begin(framesOfHiss);
        }
    }

    private void begin(int framesSoFar) {
        speech = true;
        framesOfSpeech = framesSoFar;
        framesSinceSpeech = 0;
    }

    private static double ratio(double decibels) {
        return Math.pow(10, decibels / 10);
    }
}
