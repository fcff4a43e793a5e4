package io.github.telnyxstream.callcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.callcontrol.wire.Json;
import io.github.telnyxstream.callcontrol.wire.JsonFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, in whichever of the shapes that are seen: a list of {@code errors} as documented, one error without a
 * list ({@code code}, {@code title}, {@code detail}), or a text under the name of error or message. Immutable.
 *
 * @param errors what could be read of it; empty for a text that is no JSON
 * @param code the D code, or null
 */
record Reasons(List<ApiError> errors, @Nullable String code) {

    private static final int MAX_ERRORS = 100;

    static Reasons read(byte[] body, int status) {
        JsonNode tree;
        try {
            tree = Json.read(body);
        } catch (IOException notJson) {
            return new Reasons(List.of(), null); // a proxy's page, or a text
        }
        List<ApiError> errors = new ArrayList<>();
        tree.path("errors").forEach(entry -> add(errors, entry, status));
        if (errors.isEmpty()) {
            add(errors, tree.path("error"), status);
        }
        if (errors.isEmpty()) {
            add(errors, tree, status);
        }
        JsonFields beside = new JsonFields(tree).object("telnyx_error");
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(beside.text("error_code"));
        errors.forEach(error -> {
            texts.add(error.title());
            texts.add(error.detail());
        });
        return new Reasons(List.copyOf(errors), RoutingReason.find(texts).orElse(null));
    }

    private static void add(List<ApiError> errors, JsonNode entry, int status) {
        if (errors.size() == MAX_ERRORS) {
            return;
        }
        if (entry.isTextual()) {
            errors.add(new ApiError(status, "", "", entry.asText(), null, null));
            return;
        }
        JsonFields error = new JsonFields(entry);
        String detail = error.text("detail");
        String message = detail == null ? error.text("message") : detail;
        ApiError read = new ApiError(
                status,
                error.textOrEmpty("code"),
                error.textOrEmpty("title"),
                message,
                error.object("source").text("pointer"),
                error.object("source").text("parameter"));
        if (!read.code().isBlank() || !read.title().isBlank() || message != null) {
            errors.add(read);
        }
    }
}
