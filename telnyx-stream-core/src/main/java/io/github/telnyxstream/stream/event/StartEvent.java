package io.github.telnyxstream.stream.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stream begins: which call it is and what audio will arrive. {@code toString} shows of phone numbers the last two
 * digits.
 *
 * @param streamId id of the stream, or null
 * @param sequenceNumber position in the stream, or -1
 * @param userId the Telnyx account, or null
 * @param callControlId the call, as REST commands name it; opaque; or null
 * @param callSessionId the session that links the legs of a call, or null
 * @param callLegId the leg, or null; not documented
 * @param from who calls: a number in E.164 or a SIP URI, or null
 * @param to who is called, or null
 * @param tags tags of the number, at most 256; empty when absent
 * @param clientState what a command set, base64 as it stands on the wire, or null
 * @param customParameters values given to {@code streaming_start}, at most 256, in the order of the wire; empty when
 *     absent
 * @param format what will arrive; {@link AnnouncedFormat#ABSENT} when that was not said
 */
public record StartEvent(
        @Nullable String streamId,
        long sequenceNumber,
        @Nullable String userId,
        @Nullable String callControlId,
        @Nullable String callSessionId,
        @Nullable String callLegId,
        @Nullable String from,
        @Nullable String to,
        List<String> tags,
        @Nullable String clientState,
        Map<String, String> customParameters,
        AnnouncedFormat format)
        implements StreamEvent {

    /** Copies the collections. */
    public StartEvent {
        tags = List.copyOf(tags);
        // no hash table of the JDK's without buckets: names that a stranger chose to collide would cost seconds
        customParameters = Collections.unmodifiableMap(new LinkedHashMap<>(customParameters));
        Objects.requireNonNull(format, "format");
    }

    @Override
    public String eventName() {
        return "start";
    }

    @Override
    public String toString() {
        return "StartEvent[stream=" + WireText.shown(streamId) + ", call=" + WireText.shown(callControlId) + ", from="
                + WireText.shownNumber(from) + ", to=" + WireText.shownNumber(to) + ", format=" + format + "]";
    }
}
