package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.telnyxstream.stream.event.StreamEvent;
import io.github.telnyxstream.stream.event.UnknownEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of one message into an event: lenient about what it does not know, exact about what it does.
 * Thread-safe.
 */
public final class EventReader {
    /** The largest message that is read, in characters. */
    public static final int MAX_MESSAGE_CHARS = 2 << 20;

    private static final int MAX_DEPTH = 16;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_MESSAGE_CHARS)
                    .build())
            .build();

    /** A reader; one serves any number of sessions. */
    public EventReader() {}

    /**
     * Reads a message.
     *
     * @param message the text
     * @return the event; {@link UnknownEvent} for a kind that is not known
     * @throws MalformedMessageException if it is no JSON object, or is of a known kind with broken content
     */
    public StreamEvent read(String message) throws MalformedMessageException {
        if (message.length() > MAX_MESSAGE_CHARS) {
            throw new MalformedMessageException(
                    null, "message is longer than " + MAX_MESSAGE_CHARS + " characters", -1, message.length());
        }
        String eventName = null;
        try {
            eventName = eventName(message);
            BodyReader body = bodyReader(eventName);
            return body == null
                    ? new UnknownEvent(eventName == null ? "" : eventName, message)
                    : readKnown(message, body);
        } catch (InvalidFieldException invalid) {
            throw new MalformedMessageException(eventName, String.valueOf(invalid.getMessage()), -1, message.length());
        } catch (JsonProcessingException broken) {
            String reason =
                    broken instanceof StreamConstraintsException ? "beyond a limit of reading" : "not valid JSON";
            throw new MalformedMessageException(eventName, reason, offset(broken), message.length());
        } catch (IOException impossible) {
            throw new MalformedMessageException(eventName, "unreadable", -1, message.length());
        }
    }

    private static long offset(JsonProcessingException broken) {
        return broken.getLocation() == null ? -1 : broken.getLocation().getCharOffset();
    }

    private static @Nullable BodyReader bodyReader(@Nullable String eventName) {
        if (eventName == null) {
            return null;
        }
        return switch (eventName) {
            case "connected" -> new ConnectedReader();
            case "start" -> new StartReader();
            case "media" -> new MediaReader();
            case "dtmf" -> new DtmfReader();
            case "mark" -> new MarkReader();
            case "error" -> new ErrorReader();
            case "stop" -> new StopReader();
            default -> null;
        };
    }

    /**
     * The kind has to be known before the objects are read, and JSON promises no order. On real messages it stands
     * first, so that this looks at two tokens; a message of an unknown kind is read to its end to see that it is JSON.
     */
    private @Nullable String eventName(String message) throws IOException {
        try (JsonParser parser = json.createParser(message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidFieldException("not a JSON object");
            }
            String found = null;
            for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
                if (field.equals("event") && found == null) {
                    found = Fields.text(parser);
                    if (bodyReader(found) != null) {
                        return found;
                    }
                } else {
                    parser.skipChildren();
                }
            }
            return found;
        }
    }

    private StreamEvent readKnown(String message, BodyReader body) throws IOException {
        Envelope envelope = new Envelope();
        try (JsonParser parser = json.createParser(message)) {
            parser.nextToken();
            for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
                if (field.equals(body.field())) {
                    body.read(parser);
                } else {
                    readEnvelope(parser, field, envelope);
                }
            }
        }
        return body.toEvent(envelope);
    }

    private static void readEnvelope(JsonParser parser, String field, Envelope envelope) throws IOException {
        switch (field) {
            case "stream_id" -> envelope.streamId = Fields.text(parser);
            case "sequence_number" -> envelope.sequenceNumber = Fields.integer(parser, "sequence_number");
            case "version" -> envelope.version = Fields.text(parser);
            case "occurred_at" -> envelope.occurredAt = Fields.text(parser);
            default -> parser.skipChildren();
        }
    }
}
