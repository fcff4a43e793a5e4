package io.github.telnyxstream.testkit.observation;

import io.github.telnyxstream.codec.dsp.Levels;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one side of a call sounded like, and what can be measured in it. Telephone audio: 8 kHz, mono. Immutable.
 *
 * <p>"Sound" is whatever is louder than about -45 dB below full scale; pauses shorter than 200 ms belong to it.
 */
public final class Sound {
    /** Samples a second. */
    public static final int RATE_HZ = 8000;

    private static final int FRAME = 160;
    private static final int FRAME_MILLIS = 20;
    private static final double AUDIBLE_DBOV = -45;
    private static final int PAUSE_FRAMES = 10;

    private final short[] pcm;
    private final List<Section> sections;

    /**
     * A stretch of sound. Immutable.
     *
     * @param from where it begins
     * @param to where it ends
     */
    public record Section(Duration from, Duration to) {
        /**
         * How long it is.
         *
         * @return a duration
         */
        public Duration length() {
            return to.minus(from);
        }
    }

    private Sound(short[] pcm) {
        this.pcm = pcm;
        sections = findSections();
    }

    /**
     * A sound.
     *
     * @param pcm 8 kHz samples; copied
     * @return the sound
     */
    public static Sound of(short[] pcm) {
        return new Sound(pcm.clone());
    }

    /**
     * The samples.
     *
     * @return a copy
     */
    public short[] pcm() {
        return pcm.clone();
    }

    /**
     * The whole length, silence included.
     *
     * @return a duration
     */
    public Duration length() {
        return at(pcm.length);
    }

    /**
     * The stretches of sound.
     *
     * @return in order, none overlapping
     */
    public List<Section> sections() {
        return sections;
    }

    /**
     * How long there was sound.
     *
     * @return the sum of the sections
     */
    public Duration audible() {
        return sections.stream().map(Section::length).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * The longest silence between two sections.
     *
     * @return zero with fewer than two sections
     */
    public Duration longestGap() {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < sections.size(); i++) {
            Duration gap = sections.get(i).from().minus(sections.get(i - 1).to());
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    /**
     * How loud the sections are on average.
     *
     * @return dBov, -127 for silence
     */
    public double levelDbov() {
        double energy = 0;
        long samples = 0;
        for (Section section : sections) {
            int from = sample(section.from());
            int count = sample(section.to()) - from;
            energy += Math.pow(10, Levels.dbov(pcm, from, count) / 10) * count;
            samples += count;
        }
        return samples == 0 ? Levels.SILENCE_DBOV : 10 * Math.log10(energy / samples);
    }

    /**
     * A part of it.
     *
     * @param from where it begins
     * @param to where it ends; what lies beyond the end is left out
     * @return the part
     */
    public Sound part(Duration from, Duration to) {
        int start = Math.min(sample(from), pcm.length);
        int end = Math.max(start, Math.min(sample(to), pcm.length));
        return new Sound(java.util.Arrays.copyOfRange(pcm, start, end));
    }

    /**
     * Whether a steady tone of that frequency sounds for at least 100 ms.
     *
     * @param frequencyHz 300 to 3400
     * @return true when most of the energy of five frames in a row is at that frequency
     */
    public boolean holdsTone(double frequencyHz) {
        int inARow = 0;
        for (int at = 0; at + FRAME <= pcm.length; at += FRAME) {
            inARow = isTone(at, frequencyHz) ? inARow + 1 : 0;
            if (inARow >= 5) {
                return true;
            }
        }
        return false;
    }

    /** Goertzel's recurrence at one frequency against the energy of the frame. */
    private boolean isTone(int at, double frequencyHz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * frequencyHz / RATE_HZ);
        double last = 0;
        double beforeLast = 0;
        double energy = 0;
        for (int i = at; i < at + FRAME; i++) {
            double next = pcm[i] + coefficient * last - beforeLast;
            beforeLast = last;
            last = next;
            energy += (double) pcm[i] * pcm[i];
        }
        double power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
        return Levels.dbov(pcm, at, FRAME) > AUDIBLE_DBOV && 2 * power / FRAME > 0.6 * energy;
    }

    /**
     * How alike it is to another sound, wherever in this one that begins: the greatest correlation of the two, 1 for the same
     * at any loudness, about 0 for sounds that have nothing to do with each other. Codecs leave more than 0.9.
     *
     * @param other what is looked for; only its first ten seconds are compared
     * @return 0 to 1
     */
    public double similarityTo(Sound other) {
        return Correlation.best(pcm, other.pcm);
    }

    /**
     * Saves it.
     *
     * @param file becomes a WAV file, 16-bit PCM, 8 kHz mono
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 1, RATE_HZ)) {
            writer.write(pcm, 0, pcm.length);
        }
    }

    private List<Section> findSections() {
        List<Section> found = new ArrayList<>();
        int start = -1;
        int lastLoud = -1;
        for (int frame = 0; (frame + 1) * FRAME <= pcm.length; frame++) {
            if (Levels.dbov(pcm, frame * FRAME, FRAME) > AUDIBLE_DBOV) {
                start = start < 0 ? frame : start;
                lastLoud = frame;
            } else if (start >= 0 && frame - lastLoud >= PAUSE_FRAMES) {
                found.add(section(start, lastLoud));
                start = -1;
            }
        }
        if (start >= 0) {
            found.add(section(start, lastLoud));
        }
        return List.copyOf(found);
    }

    private static Section section(int firstFrame, int lastFrame) {
        return new Section(
                Duration.ofMillis((long) firstFrame * FRAME_MILLIS),
                Duration.ofMillis((lastFrame + 1L) * FRAME_MILLIS));
    }

    private static Duration at(int sample) {
        return Duration.ofNanos(sample * 125_000L);
    }

    private static int sample(Duration at) {
        return Math.toIntExact(at.toNanos() / 125_000);
    }

    @Override
    public String toString() {
        return "Sound[" + length().toMillis() + " ms, " + sections.size() + " sections of "
                + audible().toMillis() + " ms, " + Math.round(levelDbov()) + " dBov]";
    }
}
