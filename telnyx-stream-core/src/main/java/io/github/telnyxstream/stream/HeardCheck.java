package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Levels;
import java.util.Locale;

/**
 * Listens to the first minute of what arrives: whether it is silence, hardly audible or clipped.
 * Used by the mailbox only.
 */
final class HeardCheck {
    private static final int SILENCE_SECONDS = 10;
    private static final int LOW_LEVEL_SECONDS = 30;
    private static final int LAST_SECOND = 60;
    /** The least step of G.711 either way, which is what its idle codes decode to. */
    private static final int SILENT_PEAK = 8;

    private static final double AUDIBLE_DBOV = -50;
    private static final int FULL_SCALE = 32_000;
    private static final int CLIPPED_SAMPLES = 4;
    private static final int CLIPPED_FRAMES = 50;

    private final Diagnosis diagnosis;
    private final MediaFormat format;
    private long samples;
    private int peak;
    private double loudestDbov = Levels.SILENCE_DBOV;
    private long frames;
    private long clippedFrames;

    HeardCheck(Diagnosis diagnosis, MediaFormat format) {
        this.diagnosis = diagnosis;
        this.format = format;
    }

    /** A frame that was decoded; allocates nothing while there is nothing to say. */
    void heard(short[] pcm, int lengthSamples) {
        long seconds = samples / format.sampleRateHz();
        if (seconds >= LAST_SECOND) {
            return;
        }
        samples += lengthSamples;
        frames++;
        int framePeak = Levels.peak(pcm, 0, lengthSamples);
        peak = Math.max(peak, framePeak);
        if (loudestDbov < AUDIBLE_DBOV) {
            loudestDbov = Math.max(loudestDbov, Levels.dbov(pcm, 0, lengthSamples));
        }
        if (framePeak >= FULL_SCALE) {
            checkClipping(pcm, lengthSamples);
        }
        if (samples / format.sampleRateHz() != seconds) {
            checkLevel(seconds + 1);
        }
    }

    private void checkLevel(long seconds) {
        if (seconds == SILENCE_SECONDS && peak <= SILENT_PEAK) {
            diagnosis.found(Finding.Kind.ONLY_SILENCE, "no sample differed from silence in " + seconds + " s of audio");
        } else if (seconds == LOW_LEVEL_SECONDS && peak > SILENT_PEAK && loudestDbov < AUDIBLE_DBOV) {
            diagnosis.found(
                    Finding.Kind.LEVEL_LOW,
                    String.format(
                            Locale.ROOT, "the loudest 20 ms in %d s of audio have %.0f dBov", seconds, loudestDbov));
        }
    }

    private void checkClipping(short[] pcm, int lengthSamples) {
        int full = 0;
        for (int k = 0; k < lengthSamples; k++) {
            full += Math.abs((int) pcm[k]) >= FULL_SCALE ? 1 : 0;
        }
        clippedFrames += full >= CLIPPED_SAMPLES ? 1 : 0;
        if (full >= CLIPPED_SAMPLES && clippedFrames == CLIPPED_FRAMES) {
            diagnosis.found(Finding.Kind.CLIPPED, clippedFrames + " of " + frames + " frames touch full scale");
        }
    }
}
