package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a command wants a call recorded.
 *
 * @param format {@code wav} or {@code mp3}
 * @param channels {@code single} or {@code dual}
 * @param track whose voice is recorded: {@code inbound}, {@code outbound} or {@code both}
 * @param maxSeconds after how much of it the recording ends, 0 for never
 * @param silenceSeconds after how long a silence of the caller it ends, 0 for never
 * @param beeps whether the caller hears a beep first
 * @param isTranscribed whether its words are told too
 */
record RecordingTerms(
        String format,
        String channels,
        String track,
        int maxSeconds,
        int silenceSeconds,
        boolean beeps,
        boolean isTranscribed) {
    private static final Set<String> FORMATS = Set.of("wav", "mp3");
    private static final Set<String> CHANNELS = Set.of("single", "dual");
    private static final Set<String> TRACKS = Set.of("inbound", "outbound", "both");
    private static final int LONGEST = 14_400;
    private static final int LONGEST_FROM_ANSWER = 43_200;

    /** Of {@code record_start}. */
    static RecordingTerms ofStart(ObjectNode body) {
        return new RecordingTerms(
                choice(CallCommands.required(body, "format"), "format", FORMATS),
                choice(CallCommands.required(body, "channels"), "channels", CHANNELS),
                choice(body.path("recording_track").asText("both"), "recording_track", TRACKS),
                Gathering.number(body, "max_length", 0, 0, LONGEST),
                Gathering.number(body, "timeout_secs", 0, 0, LONGEST_FROM_ANSWER),
                body.path("play_beep").asBoolean(false),
                body.path("transcription").asBoolean(false));
    }

    /** Of an answer, dial or transfer, which has the same parameters under other names; null when it asks for no recording. */
    static @Nullable RecordingTerms fromAnswer(ObjectNode body) {
        if (!body.hasNonNull("record")) {
            return null;
        }
        String unused = choice(body.path("record").asText(), "record", Set.of("record-from-answer"));
        return new RecordingTerms(
                choice(body.path("record_format").asText("mp3"), "record_format", FORMATS),
                choice(body.path("record_channels").asText("dual"), "record_channels", CHANNELS),
                choice(body.path("record_track").asText("both"), "record_track", TRACKS),
                Gathering.number(body, "record_max_length", 0, 0, LONGEST_FROM_ANSWER),
                Gathering.number(body, "record_timeout_secs", 0, 0, LONGEST_FROM_ANSWER),
                false,
                false);
    }

    private static String choice(String value, String field, Set<String> values) {
        if (!values.contains(value)) {
            throw Refusal.badChoice(field, value);
        }
        return value;
    }

    int channelCount() {
        return channels.equals("dual") ? 2 : 1;
    }
}
