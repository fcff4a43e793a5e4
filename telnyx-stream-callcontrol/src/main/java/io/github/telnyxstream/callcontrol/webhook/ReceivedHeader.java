package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.wire.JsonFields;
import io.github.telnyxstream.callcontrol.wire.Redaction;
import java.util.Map;

/**
 * A SIP header that came with a call. Immutable.
 *
 * @param name header name; empty if absent
 * @param value header value; empty if absent
 * @param unknownFields everything else, field name to JSON text
 */
public record ReceivedHeader(String name, String value, Map<String, String> unknownFields) {

    /**
     * A header of which all is known.
     *
     * @param name header name
     * @param value header value
     */
    public ReceivedHeader(String name, String value) {
        this(name, value, Map.of());
    }

    static ReceivedHeader read(JsonFields in) {
        return new ReceivedHeader(in.textOrEmpty("name"), in.textOrEmpty("value"), in.rest());
    }

    /** The name only: values can hold phone numbers. */
    @Override
    public String toString() {
        return Redaction.shown(name);
    }
}
