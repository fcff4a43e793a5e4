package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Headers of SIP messages that webhooks tell of. No SIP is spoken here, so what a hang-up adds to its message reaches nobody.
 *
 * @param custom of the invitation; from the answer on those of the answer command
 * @param standard of the invitation, two kinds of them
 */
record SipHeaders(Map<String, String> custom, Map<String, String> standard) {
    static final SipHeaders NONE = new SipHeaders(Map.of(), Map.of());
    private static final Set<String> STANDARD = Set.of("User-to-User", "Diversion");

    /** A header's name is the same in any case; a standard one is told as Telnyx writes it. */
    private static String named(String name) {
        return STANDARD.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
    }

    /** Those of an invitation. */
    static SipHeaders of(Map<String, String> all) {
        Map<String, String> custom = new LinkedHashMap<>();
        Map<String, String> standard = new LinkedHashMap<>();
        all.forEach((name, value) -> (STANDARD.contains(named(name)) ? standard : custom).put(named(name), value));
        return new SipHeaders(custom, standard);
    }

    /** Those that a dial or transfer adds. */
    static SipHeaders of(ObjectNode body) {
        return new SipHeaders(list(body, "custom_headers"), list(body, "sip_headers"));
    }

    SipHeaders answeredWith(ObjectNode body) {
        return new SipHeaders(list(body, "custom_headers"), standard);
    }

    void addTo(ObjectNode payload) {
        payload.set("custom_headers", list(custom));
        payload.set("sip_headers", list(standard));
    }

    private static Map<String, String> list(ObjectNode body, String field) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (body.hasNonNull(field) && !body.path(field).isArray()) {
            throw odd(field);
        }
        for (JsonNode header : body.path(field)) {
            if (!header.path("name").isTextual() || !header.path("value").isTextual()) {
                throw odd(field);
            }
            headers.put(
                    named(header.path("name").asText()), header.path("value").asText());
        }
        return headers;
    }

    private static Refusal odd(String field) {
        return Refusal.field(10015, "Bad Request", field + " must be a list of name and value", field);
    }

    private static JsonNode list(Map<String, String> headers) {
        var list = JsonNodeFactory.instance.arrayNode();
        headers.forEach((name, value) -> list.addObject().put("name", name).put("value", value));
        return list;
    }
}
