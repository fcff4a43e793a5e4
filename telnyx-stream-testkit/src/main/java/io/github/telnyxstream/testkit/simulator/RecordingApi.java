package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.simulator.rest.RestReply;
import io.github.telnyxstream.testkit.simulator.rest.RestRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the API tells of recordings and of what was said in them; the oldest first. */
final class RecordingApi {
    private static final int USUAL_PAGE = 20;
    private static final int LARGEST_PAGE = 250;

    private final Recordings recordings;

    RecordingApi(Recordings recordings) {
        this.recordings = recordings;
    }

    /** {@code /recordings} and what is below. */
    RestReply recordings(RestRequest request, List<String> path) {
        if (path.equals(List.of("recordings", "actions", "delete"))
                && request.method().equals("POST")) {
            JsonNode ids = request.body().path("ids");
            if (!ids.isArray() || ids.isEmpty()) {
                throw Refusal.missing("ids");
            }
            ids.forEach(id -> recordings.remove(id.asText()));
            return RestReply.json(200, JsonNodeFactory.instance.objectNode().put("status", "ok"));
        }
        Map<String, String> query = query(request);
        return path.size() == 1
                ? list(
                        request,
                        recordings.all().stream()
                                .filter(one -> isWanted(one, query))
                                .toList(),
                        recordings::resource)
                : one(
                        request,
                        path.size() == 2 ? recordings.find(path.get(1)) : null,
                        recordings::resource,
                        one -> recordings.remove(one.id()));
    }

    /** {@code /recording_transcriptions} and what is below. */
    RestReply transcripts(RestRequest request, List<String> path) {
        String wanted = query(request).get("filter[recording_id]");
        return path.size() == 1
                ? list(
                        request,
                        recordings.transcripts().stream()
                                .filter(one -> wanted == null || wanted.equals(one.recordingId()))
                                .toList(),
                        Recordings.Transcript::resource)
                : one(
                        request,
                        path.size() == 2 ? recordings.transcript(path.get(1)) : null,
                        Recordings.Transcript::resource,
                        one -> recordings.removeTranscript(one.id()));
    }

    private static <T> RestReply one(
            RestRequest request, @Nullable T found, Function<T, ObjectNode> resource, Consumer<T> remove) {
        boolean isDeleted = request.method().equals("DELETE");
        if (found == null || (!isDeleted && !request.method().equals("GET"))) {
            throw Refusal.notFound();
        }
        ObjectNode json = resource.apply(found);
        if (isDeleted) {
            remove.accept(found);
        }
        return RestReply.data(json);
    }

    private static <T> RestReply list(RestRequest request, List<T> all, Function<T, ObjectNode> resource) {
        if (!request.method().equals("GET")) {
            throw Refusal.notFound();
        }
        Map<String, String> query = query(request);
        int size = number(query, "page[size]", USUAL_PAGE, LARGEST_PAGE);
        int page = number(query, "page[number]", 1, Integer.MAX_VALUE);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode data = root.putArray("data");
        all.stream().skip((page - 1L) * size).limit(size).forEach(one -> data.add(resource.apply(one)));
        root.putObject("meta")
                .put("page_number", page)
                .put("page_size", size)
                .put("total_pages", (all.size() + size - 1) / size)
                .put("total_results", all.size());
        return RestReply.json(200, root);
    }

    private static int number(Map<String, String> query, String field, int usual, int most) {
        String text = query.getOrDefault(field, Integer.toString(usual));
        if (!text.matches("[1-9]\\d{0,8}") || Integer.parseInt(text) > most) {
            throw Refusal.field(10033, "Value out of range", field + " must be 1 to " + most, field);
        }
        return Integer.parseInt(text);
    }

    /** By whose call it is; what is filtered by times or conferences is not filtered here. */
    private static boolean isWanted(Recordings.Recording recording, Map<String, String> query) {
        CallIdentity call = recording.call();
        Map<String, String> own = Map.of(
                "filter[call_control_id]", call.callControlId(),
                "filter[call_leg_id]", call.callLegId(),
                "filter[call_session_id]", call.callSessionId(),
                "filter[connection_id]", call.connectionId(),
                "filter[from]", call.from(),
                "filter[to]", call.to());
        return own.entrySet().stream()
                .allMatch(
                        one -> query.getOrDefault(one.getKey(), one.getValue()).equals(one.getValue()));
    }

    private static Map<String, String> query(RestRequest request) {
        Map<String, String> fields = new HashMap<>();
        String raw = request.uri().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
