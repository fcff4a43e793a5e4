package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands at the top level of a message, beside the object that belongs to its kind; and what is odd in either. */
final class Envelope {
    @Nullable
    String streamId;

    long sequenceNumber = -1;

    @Nullable
    String version;

    @Nullable
    String occurredAt;

    /** Telnyx's page of the message "connected" has the token in an object; on live sockets it stood here. */
    @Nullable
    String authToken;

    private final RepeatedText streamIds;
    private List<String> oddities = List.of();

    Envelope(RepeatedText streamIds) {
        this.streamIds = streamIds;
    }

    /** Notes a field that is left out, or something that does not belong into the message. */
    void odd(String detail) {
        if (oddities.isEmpty()) {
            oddities = new ArrayList<>(2);
        }
        oddities.add(detail);
    }

    List<String> oddities() {
        return oddities;
    }

    void read(JsonParser parser, String field) throws IOException {
        switch (field) {
            case "stream_id" -> streamId = Fields.text(parser, streamIds);
            case "sequence_number" -> sequenceNumber = Fields.count(parser, "sequence_number", this);
            case "version" -> version = Fields.text(parser);
            case "occurred_at" -> occurredAt = Fields.text(parser);
            case ConnectedReader.TOKEN -> authToken = Fields.text(parser);
            default -> parser.skipChildren();
        }
    }
}
