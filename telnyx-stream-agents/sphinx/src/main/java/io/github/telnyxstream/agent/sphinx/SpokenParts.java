package io.github.telnyxstream.agent.sphinx;

import io.github.telnyxstream.codec.dsp.VoiceActivity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts what is sound out of a call, with a little of what was around it, and keeps it until it is asked for. One thread at
 * a time.
 */
final class SpokenParts {
    private static final Duration HANGOVER = Duration.ofMillis(300);
    private static final int LEAD_MILLIS = 300;
    /** No phrase is longer, and a caller who goes on for ever does not fill the memory. */
    private static final int LONGEST_MILLIS = 20_000;

    private final int rateHz;
    private final VoiceActivity activity;
    private final Deque<short[]> lead = new ArrayDeque<>();
    private final Deque<Part> parts = new ArrayDeque<>();
    private int leadSamples;
    private int keptSamples;
    private boolean wasActive;

    /** What was said without a pause. */
    private static final class Part {
        final List<short[]> pieces = new ArrayList<>();
        int samples;

        void add(short[] pcm) {
            pieces.add(pcm);
            samples += pcm.length;
        }

        short[] joined() {
            return SpokenParts.joined(pieces, samples);
        }
    }

    SpokenParts(int rateHz) {
        this.rateHz = rateHz;
        this.activity = VoiceActivity.of(rateHz, HANGOVER);
    }

    int rateHz() {
        return rateHz;
    }

    /** Takes samples, which are kept and must not change. */
    void offer(short[] pcm) {
        boolean active = activity.offer(pcm, 0, pcm.length);
        if (active) {
            if (!wasActive) {
                begin();
            }
            parts.getLast().add(pcm);
            keptSamples += pcm.length;
            dropOldest();
        } else {
            keepAsLead(pcm);
        }
        wasActive = active;
    }

    private void begin() {
        Part part = new Part();
        lead.forEach(part::add);
        keptSamples += leadSamples;
        lead.clear();
        leadSamples = 0;
        parts.add(part);
    }

    private void keepAsLead(short[] pcm) {
        lead.add(pcm);
        leadSamples += pcm.length;
        while (leadSamples - lead.getFirst().length >= LEAD_MILLIS * rateHz / 1000) {
            leadSamples -= lead.removeFirst().length;
        }
    }

    private void dropOldest() {
        int most = LONGEST_MILLIS / 1000 * rateHz;
        while (keptSamples > most) {
            Part oldest = parts.getFirst();
            if (parts.size() > 1) {
                parts.removeFirst();
                keptSamples -= oldest.samples;
            } else {
                int dropped = oldest.pieces.remove(0).length;
                oldest.samples -= dropped;
                keptSamples -= dropped;
            }
        }
    }

    /** Everything that was said since the last time, part by part; the next sound begins another one. */
    List<short[]> take() {
        List<short[]> taken = new ArrayList<>();
        parts.forEach(part -> taken.add(part.joined()));
        parts.clear();
        keptSamples = 0;
        wasActive = false;
        return taken;
    }

    static short[] joined(List<short[]> pieces) {
        int samples = 0;
        for (short[] piece : pieces) {
            samples += piece.length;
        }
        return joined(pieces, samples);
    }

    private static short[] joined(List<short[]> pieces, int samples) {
        short[] all = new short[samples];
        int at = 0;
        for (short[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }
}
