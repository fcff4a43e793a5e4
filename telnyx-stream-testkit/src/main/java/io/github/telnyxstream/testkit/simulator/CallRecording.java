package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;

/** A recording that is being made. */
final class CallRecording {
    private static final int FRAMES_PER_SECOND = 50;
    private static final int MAX_LENGTH_SECONDS = 14400;

    private final String id;
    private final Instant startedAt;
    private final String format;
    private final String channels;
    private final String track;
    private final boolean isTranscribed;
    private final int limitFrames;
    private final int silenceFrames;
    private final SampleStore samples = new SampleStore();
    private long fromSample = Long.MIN_VALUE;
    private int frames;
    private int quiet;
    private boolean paused;

    private CallRecording(String id, Instant startedAt, String format, ObjectNode body) {
        this.format = format;
        this.id = id;
        this.startedAt = startedAt;
        channels = required(body, "channels", Set.of("single", "dual"));
        track = body.path("recording_track").asText("both");
        isTranscribed = body.path("transcription").asBoolean(false);
        limitFrames = body.path("max_length").asInt(0) * FRAMES_PER_SECOND;
        silenceFrames = body.path("timeout_secs").asInt(0) * FRAMES_PER_SECOND;
    }

    static CallRecording of(String id, Instant startedAt, ObjectNode body) {
        String format = required(body, "format", Set.of("wav", "mp3"));
        int maxLength = body.path("max_length").asInt(0);
        if (maxLength < 0 || maxLength > MAX_LENGTH_SECONDS) {
            throw Refusal.field(10033, "Value out of range", "max_length must be 0 to 14400", "max_length");
        }
        return new CallRecording(id, startedAt, format, body);
    }

    private static String required(ObjectNode body, String field, Set<String> values) {
        if (!body.hasNonNull(field)) {
            throw Refusal.missing(field);
        }
        String value = body.path(field).asText();
        if (!values.contains(value)) {
            throw Refusal.badChoice(field, value);
        }
        return value;
    }

    String id() {
        return id;
    }

    boolean isTranscribed() {
        return isTranscribed;
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
        boolean wantsCaller = !track.equals("outbound");
        boolean wantsHeard = !track.equals("inbound");
        boolean dual = channels.equals("dual");
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
        return new Recordings.Recording(id, call, format, channels, startedAt, now, samples.all());
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
