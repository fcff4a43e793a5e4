package io.github.telnyxstream.testkit.simulator;

import java.time.Instant;

/** A recording that is being made. */
final class CallRecording {
    private static final int FRAMES_PER_SECOND = 50;

    private final String id;
    private final Instant startedAt;
    private final RecordingTerms terms;
    private final int limitFrames;
    private final int silenceFrames;
    private final SampleStore samples = new SampleStore();
    private long fromSample = Long.MIN_VALUE;
    private int frames;
    private int quiet;
    private boolean paused;

    CallRecording(String id, Instant startedAt, RecordingTerms terms) {
        this.id = id;
        this.startedAt = startedAt;
        this.terms = terms;
        limitFrames = terms.maxSeconds() * FRAMES_PER_SECOND;
        silenceFrames = terms.silenceSeconds() * FRAMES_PER_SECOND;
    }

    String id() {
        return id;
    }

    boolean isTranscribed() {
        return terms.isTranscribed();
    }

    void pause(boolean value) {
        paused = value;
    }

    /** Leaves out what was heard before that sample: the beep itself is not recorded. */
    void skipUntil(long sample) {
        fromSample = sample;
    }

    /** Takes 20 ms of both tracks, heard from that sample on; true when a limit is reached. */
    boolean add(short[] uttered, short[] heard, long heardFrom) {
        if (heardFrom < fromSample || paused) {
            return false;
        }
        samples.add(recorded(uttered, heard));
        frames++;
        quiet = Level.isAudible(uttered) ? 0 : quiet + 1;
        return (limitFrames > 0 && frames >= limitFrames) || (silenceFrames > 0 && quiet >= silenceFrames);
    }

    private short[] recorded(short[] uttered, short[] heard) {
        boolean wantsCaller = !terms.track().equals("outbound");
        boolean wantsHeard = !terms.track().equals("inbound");
        boolean dual = terms.channelCount() == 2;
        short[] out = new short[uttered.length * (dual ? 2 : 1)];
        for (int i = 0; i < uttered.length; i++) {
            int caller = wantsCaller ? uttered[i] : 0;
            int other = wantsHeard ? heard[i] : 0;
            if (dual) {
                out[2 * i] = (short) caller;
                out[2 * i + 1] = (short) other;
            } else {
                out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, caller + other));
            }
        }
        return out;
    }

    Recordings.Recording finish(CallIdentity call, Instant now) {
        return new Recordings.Recording(id, call, terms.format(), terms.channels(), startedAt, now, samples.all());
    }

    /** Loudness as far as the silence limit needs it. */
    private static final class Level {
        /** About -40 dB below full scale: above the line's comfort noise. */
        private static final double AUDIBLE = 330.0 * 330.0;

        private static boolean isAudible(short[] frame) {
            double energy = 0;
            for (short sample : frame) {
                energy += (double) sample * sample;
            }
            return energy >= AUDIBLE * frame.length;
        }
    }
}
