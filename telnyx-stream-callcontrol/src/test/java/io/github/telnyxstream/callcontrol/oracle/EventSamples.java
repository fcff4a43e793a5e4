package io.github.telnyxstream.callcontrol.oracle;

import static java.util.Map.entry;

import io.github.telnyxstream.callcontrol.recording.RecordingLinks;
import io.github.telnyxstream.callcontrol.webhook.CallQuality;
import io.github.telnyxstream.callcontrol.webhook.OpenEnum;
import io.github.telnyxstream.callcontrol.webhook.ReceivedHeader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Payloads of webhooks with every field that a record of ours has, in as many variants as a field has values. */
final class EventSamples {

    /** More than any field has values. */
    static final int VARIANTS = 10;

    /** Fields that are text for us, and of which the SDK names the values. */
    private static final Map<String, List<String>> TEXTS = Map.ofEntries(
            entry("CallAnswered.state", List.of("answered")),
            entry("CallHangup.state", List.of("hangup")),
            entry(
                    "CallRecordingError.reason",
                    List.of(
                            "Failed to authorize with storage using custom credentials",
                            "Invalid credentials json",
                            "Unsupported backend",
                            "Internal server error")),
            entry("CallRecordingSaved.channels", List.of("single", "dual")),
            entry("CallRecordingTranscriptionSaved.calling_party_type", List.of("pstn", "sip")),
            entry("CallRecordingTranscriptionSaved.status", List.of("completed")),
            entry("ReceivedHeader.name", List.of("User-to-User", "Diversion")),
            entry("StreamingFailed.stream_type", List.of("websocket", "dialogflow")),
            entry("StreamParams.track", List.of("inbound_track", "outbound_track", "both_tracks")),
            entry("Piece.transcription_track", List.of("inbound", "outbound")));

    private EventSamples() {}

    /** The fields of a record under their names on the wire; its own details and what it does not know are no fields. */
    static Map<String, Object> fields(Class<?> type, int variant) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (!component.getName().matches("details|unknownFields")) {
                List<?> values = values(component, variant);
                fields.put(wireName(component), values.get(variant % values.size()));
            }
        }
        return fields;
    }

    /** Paths of fields of which the values are named, with those values. */
    static Map<String, List<String>> choices(Class<?> type) {
        Map<String, List<String>> choices = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = wireName(component);
            List<String> texts = TEXTS.get(key(component));
            if (component.getType() == OpenEnum.class) {
                choices.put(name, constants(component));
            } else if (texts != null) {
                choices.put(name, texts);
            } else if (isNested(component.getType())) {
                choices(component.getType()).forEach((path, values) -> choices.put(name + "." + path, values));
            }
        }
        return choices;
    }

    private static List<?> values(RecordComponent component, int variant) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return TEXTS.getOrDefault(key(component), List.of("x"));
        } else if (type == Instant.class) {
            return List.of("2026-03-01T09:30:00.000201Z");
        } else if (type == Boolean.class || type == boolean.class) {
            return List.of(true, false);
        } else if (type == OpenEnum.class) {
            return constants(component);
        } else if (Number.class.isAssignableFrom(type)) {
            // Telnyx sends the figures of a call's quality as texts
            return component.getDeclaringRecord() == CallQuality.Direction.class ? List.of("7") : List.of(1);
        } else if (type == List.class) {
            boolean headers = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                    == ReceivedHeader.class;
            return List.of(List.of(headers ? fields(ReceivedHeader.class, variant) : "x"));
        } else if (isNested(type)) {
            return List.of(fields(type, variant));
        }
        throw new AssertionError("no sample for " + component);
    }

    private static List<String> constants(RecordComponent component) {
        Class<?> constants = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        return Arrays.stream(constants.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean isNested(Class<?> type) {
        return type == RecordingLinks.class
                || (type.isRecord() && type.getPackage().equals(CallQuality.class.getPackage()));
    }

    private static String key(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + wireName(component);
    }

    static String wireName(RecordComponent component) {
        String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        boolean isSpokenTrack = name.equals("track")
                && component.getDeclaringRecord().getSimpleName().equals("Piece");
        return isSpokenTrack ? "transcription_track" : name;
    }
}
