package io.github.telnyxstream.testkit.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer in Telnyx's shape.
 *
 * @param status HTTP status
 * @param headers further headers
 * @param contentType of the body
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record RestReply(int status, Map<String, String> headers, String contentType, byte[] body) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * A command was accepted, which does not mean carried out.
     *
     * @return {@code {"data":{"result":"ok"}}}
     */
    public static RestReply ok() {
        return data(JSON.objectNode().put("result", "ok"));
    }

    /**
     * A command was accepted, and there is something to say about it.
     *
     * @param field name of it
     * @param value what it is
     * @return the same with one field more
     */
    public static RestReply ok(String field, String value) {
        return data(JSON.objectNode().put("result", "ok").put(field, value));
    }

    /**
     * A resource.
     *
     * @param data goes under {@code data}
     * @return status 200
     */
    public static RestReply data(JsonNode data) {
        ObjectNode root = JSON.objectNode();
        root.set("data", data);
        return json(200, root);
    }

    /**
     * Any JSON.
     *
     * @param status HTTP status
     * @param root the body
     * @return the reply
     */
    public static RestReply json(int status, JsonNode root) {
        return new RestReply(
                status, Map.of(), "application/json", root.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Something else than JSON.
     *
     * @param status HTTP status
     * @param contentType of the body
     * @param body the bytes
     * @return the reply
     */
    public static RestReply of(int status, String contentType, byte[] body) {
        return new RestReply(status, Map.of(), contentType, body);
    }

    /**
     * An error in the shape of Telnyx's page "API error codes".
     *
     * @param status HTTP status
     * @param code Telnyx's code
     * @param title Telnyx's title
     * @param detail for a person
     * @param pointer JSON pointer to the field at fault, or null
     * @return the reply
     */
    public static RestReply error(int status, int code, String title, String detail, @Nullable String pointer) {
        ObjectNode root = JSON.objectNode();
        ObjectNode error = root.putArray("errors").addObject();
        error.put("code", Integer.toString(code)).put("title", title).put("detail", detail);
        if (pointer != null) {
            error.putObject("source").put("pointer", pointer);
        }
        error.putObject("meta").put("url", "https://developers.telnyx.com/docs/overview/errors/" + code);
        return json(status, root);
    }

    /**
     * The same with a header.
     *
     * @param name header name
     * @param value its value
     * @return a changed copy
     */
    public RestReply withHeader(String name, String value) {
        return new RestReply(status, Map.of(name, value), contentType, body);
    }
}
