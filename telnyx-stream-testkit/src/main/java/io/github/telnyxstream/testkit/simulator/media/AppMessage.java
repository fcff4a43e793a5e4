package io.github.telnyxstream.testkit.simulator.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;

/** A message from the application, as Telnyx would take it. */
public sealed interface AppMessage {

    /**
     * Audio.
     *
     * @param payload the bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Media(byte[] payload) implements AppMessage {}

    /**
     * A mark.
     *
     * @param name its name
     */
    record Mark(String name) implements AppMessage {}

    /** The order to empty the playback buffer. */
    record Clear() implements AppMessage {}

    /**
     * Something that is answered with an error.
     *
     * @param code Telnyx's code
     * @param title Telnyx's title
     * @param detail for a person
     */
    record Refused(int code, String title, String detail) implements AppMessage {}

    /**
     * Reads a text message.
     *
     * @param text what came
     * @return what it means
     */
    static AppMessage parse(String text) {
        JsonNode json;
        try {
            json = Parser.JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return malformed("not JSON");
        }
        return switch (json.path("event").asText("")) {
            case "media" -> media(json.path("media").path("payload"));
            case "mark" -> {
                JsonNode name = json.path("mark").path("name");
                yield name.isTextual() ? new Mark(name.asText()) : malformed("mark without a name");
            }
            case "clear" -> new Clear();
            default -> malformed("unknown event");
        };
    }

    /**
     * A message that cannot be understood.
     *
     * @param detail why
     * @return error 100003
     */
    static Refused malformed(String detail) {
        return new Refused(100003, "malformed_frame", detail);
    }

    private static AppMessage media(JsonNode payload) {
        if (!payload.isTextual()) {
            return malformed("media without a payload");
        }
        try {
            return new Media(Base64.getDecoder().decode(payload.asText()));
        } catch (IllegalArgumentException notBase64) {
            return new Refused(100004, "invalid_media", "payload is not base64");
        }
    }

    /** Holds what an interface cannot hide. */
    final class Parser {
        private static final ObjectMapper JSON = new ObjectMapper();

        private Parser() {}
    }
}
