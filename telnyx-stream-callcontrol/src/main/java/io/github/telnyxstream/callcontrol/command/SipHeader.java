package io.github.telnyxstream.callcontrol.command;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A SIP header that travels with a call, as a standard header ({@code User-to-User}) or a custom one ({@code X-…}).
 * Immutable.
 *
 * @param name header name, without line breaks
 * @param value header value, without line breaks
 */
public record SipHeader(String name, String value) {

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException if the name is empty or a part has a line break
     */
    public SipHeader {
        if (name.isBlank() || hasBreak(name) || hasBreak(value)) {
            throw new IllegalArgumentException("a SIP header needs a name, and no line break in name or value");
        }
    }

    private static boolean hasBreak(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("value", value);
        return map;
    }

    /** The name only. */
    @Override
    public String toString() {
        return "SipHeader[" + name + "]";
    }
}
