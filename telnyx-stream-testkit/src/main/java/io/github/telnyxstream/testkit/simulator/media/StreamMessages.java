package io.github.telnyxstream.testkit.simulator.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.fault.Quirk;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx's messages to the application as text, with the counters that one stream has. Counters are JSON strings, the
 * format's figures and error codes are numbers (Telnyx page "Media Streaming over Websockets").
 */
public final class StreamMessages {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String streamId;
    private final LineFaults faults;
    private long sequence;

    /**
     * Messages of one stream.
     *
     * @param streamId its id
     * @param faults what is odd about them
     */
    public StreamMessages(String streamId, LineFaults faults) {
        this.streamId = streamId;
        this.faults = faults;
    }

    /**
     * The greeting.
     *
     * @param authToken what the application asked to be told, or null
     * @return JSON
     */
    public static String connected(@Nullable String authToken) {
        ObjectNode message = JSON.objectNode().put("event", "connected").put("version", "1.0.0");
        if (authToken != null) {
            message.putObject("connected").put("x-telnyx-streaming-auth-token", authToken);
        }
        return message.toString();
    }

    /**
     * What stream this is.
     *
     * @param start the object under {@code start}
     * @return JSON
     */
    public String start(ObjectNode start) {
        ObjectNode message = JSON.objectNode().put("event", "start");
        message.set("sequence_number", counter(++sequence));
        message.put("stream_id", streamId);
        if (faults.has(Quirk.NUMBERS_THE_OTHER_WAY) && start.path("media_format") instanceof ObjectNode format) {
            format.put("sample_rate", format.path("sample_rate").asText());
            format.put("channels", format.path("channels").asText());
        }
        message.set("start", start);
        return odd(message).toString();
    }

    /**
     * Audio.
     *
     * @param track {@code inbound} or {@code outbound}
     * @param chunk number of the frame on its track, from 1
     * @param timestamp milliseconds, or samples where the line has that quirk
     * @param payload the bytes
     * @return JSON
     */
    public String media(String track, long chunk, long timestamp, byte[] payload) {
        return mediaText(streamId, track, chunk, timestamp, Base64.getEncoder().encodeToString(payload));
    }

    /**
     * Audio that says it belongs elsewhere, or whose payload is no base64.
     *
     * @param claimedStreamId the stream id to write, or null for the right one
     * @param chunk chunk number to write
     * @param payload payload text to write
     * @return JSON
     */
    public String forgedMedia(@Nullable String claimedStreamId, long chunk, String payload) {
        return mediaText(
                claimedStreamId == null ? streamId : claimedStreamId,
                "inbound",
                chunk,
                Math.max(0, chunk - 1) * 20,
                payload);
    }

    private String mediaText(String id, String track, long chunk, long timestamp, String payload) {
        String quote = faults.has(Quirk.NUMBERS_THE_OTHER_WAY) ? "" : "\"";
        String extra = faults.has(Quirk.UNKNOWN_FIELDS) ? ",\"mood\":{\"good\":true}" : "";
        return "{\"event\":\"media\",\"sequence_number\":" + quote + ++sequence + quote + ",\"stream_id\":\"" + id
                + "\"" + extra + ",\"media\":{\"track\":\"" + track + "\",\"chunk\":" + quote + chunk + quote
                + ",\"timestamp\":" + quote + timestamp + quote + ",\"payload\":\"" + payload + "\"}}";
    }

    private JsonNode counter(long value) {
        return faults.has(Quirk.NUMBERS_THE_OTHER_WAY) ? JSON.numberNode(value) : JSON.textNode(Long.toString(value));
    }

    private ObjectNode odd(ObjectNode message) {
        if (faults.has(Quirk.UNKNOWN_FIELDS)) {
            message.putObject("mood").put("good", true);
        }
        return message;
    }

    /**
     * A key press.
     *
     * @param digit which
     * @param at when
     * @return JSON
     */
    public String dtmf(char digit, Instant at) {
        ObjectNode message = JSON.objectNode().put("event", "dtmf").put("stream_id", streamId);
        message.put("occurred_at", at.truncatedTo(ChronoUnit.MICROS).toString());
        message.set("sequence_number", counter(++sequence));
        message.putObject("dtmf").put("digit", String.valueOf(digit));
        return odd(message).toString();
    }

    /**
     * A mark that goes back.
     *
     * @param name its name
     * @return JSON
     */
    public String mark(String name) {
        ObjectNode message = JSON.objectNode().put("event", "mark").put("stream_id", streamId);
        message.set("sequence_number", counter(++sequence));
        message.putObject("mark").put("name", name);
        return odd(message).toString();
    }

    /**
     * A complaint.
     *
     * @param refused about what
     * @return JSON
     */
    public String error(AppMessage.Refused refused) {
        ObjectNode message = JSON.objectNode().put("event", "error").put("stream_id", streamId);
        message.putObject("payload")
                .put("code", refused.code())
                .put("title", refused.title())
                .put("detail", refused.detail());
        return message.toString();
    }

    /**
     * An event nobody has heard of.
     *
     * @return JSON
     */
    public String unknown() {
        ObjectNode message = JSON.objectNode().put("event", "weather").put("stream_id", streamId);
        message.set("sequence_number", counter(++sequence));
        message.putObject("weather").put("outlook", "sunny");
        return message.toString();
    }

    /**
     * The end.
     *
     * @param userId account id
     * @param callControlId the call
     * @return JSON
     */
    public String stop(String userId, String callControlId) {
        ObjectNode message = JSON.objectNode().put("event", "stop");
        message.set("sequence_number", counter(++sequence));
        message.put("stream_id", streamId);
        message.putObject("stop").put("user_id", userId).put("call_control_id", callControlId);
        return message.toString();
    }
}
