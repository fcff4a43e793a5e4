package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.telnyxstream.stream.event.UnknownEvent;
import io.github.telnyxstream.stream.transport.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads any message, in one pass: lenient about what it does not know, exact about what it does. JSON promises no order, so
 * that objects which stand before the kind are all read, and the one that belongs to the kind is used. <b>Threads:</b> one
 * at a time.
 */
final class GeneralReader {
    private static final int MAX_DEPTH = 16;

    /** One is documented. */
    private static final int MAX_OBJECTS = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(EventReader.MAX_MESSAGE_BYTES)
                    .build())
            .build();

    private final Base64Payload base64;
    private final RepeatedText eventNames = new RepeatedText();
    private final RepeatedText streamIds = new RepeatedText();
    private final RepeatedText tracks = new RepeatedText();

    GeneralReader(Base64Payload base64) {
        this.base64 = base64;
    }

    void read(byte[] text, int offset, int lengthBytes, EventSink sink) {
        if (!beginsAnObject(text, offset, lengthBytes)) {
            sink.malformed(null, "not a JSON object", -1, lengthBytes);
            return;
        }
        // the parser sees it mostly: a name that it has met it knows by a number, and 0xFF in front of it may give the
        // same
        int broken = Utf8.brokenAt(text, offset, lengthBytes);
        if (broken >= 0) {
            sink.malformed(null, "not UTF-8", broken, lengthBytes);
            return;
        }
        Message message = new Message(text, offset, lengthBytes);
        try (JsonParser parser = JSON.createParser(text, offset, lengthBytes)) {
            for (int count = 0; parser.nextToken() != null; count++) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    sink.malformed(null, "not a JSON object", -1, lengthBytes);
                    return;
                }
                if (count == MAX_OBJECTS) {
                    sink.malformed(null, "more than " + MAX_OBJECTS + " JSON objects in one message", -1, lengthBytes);
                    return;
                }
                message = count == 0 ? message : new Message(text, offset, lengthBytes);
                message.read(parser, count == 0, sink);
                message.deliver(parser, count, sink);
            }
        } catch (JsonProcessingException refused) {
            String reason =
                    refused instanceof StreamConstraintsException ? "beyond a limit of reading" : "not valid JSON";
            sink.malformed(message.eventName, reason, offset(refused), lengthBytes);
        } catch (IOException | IllegalStateException impossible) {
            // older versions of the parser refuse names that are made to collide by the latter
            sink.malformed(message.eventName, "unreadable", -1, lengthBytes);
        }
    }

    /** The parser would take an empty text for nothing, and zeros among the first bytes for another encoding. */
    private static boolean beginsAnObject(byte[] text, int offset, int lengthBytes) {
        for (int k = 0; k < Math.min(4, lengthBytes); k++) {
            if (text[offset + k] == 0) {
                return false;
            }
        }
        for (int k = 0; k < lengthBytes; k++) {
            switch (text[offset + k]) {
                case ' ', '\t', '\r', '\n' -> {
                    continue;
                }
                default -> {
                    return text[offset + k] == '{';
                }
            }
        }
        return false;
    }

    private static long offset(JsonProcessingException broken) {
        return broken.getLocation() == null ? -1 : broken.getLocation().getByteOffset();
    }

    private @Nullable BodyReader bodyReader(String field, Message of, EventSink sink) {
        return switch (field) {
            case "connected" -> new ConnectedReader();
            case "start" -> new StartReader();
            case "media" -> new MediaReader(base64, tracks, of.text, of.offset, of.lengthBytes, sink.mediaToFill());
            case "dtmf" -> new DtmfReader();
            case "mark" -> new MarkReader();
            case "payload" -> new ErrorReader();
            case "stop" -> new StopReader();
            default -> null;
        };
    }

    /** The object at the top level that belongs to a kind; null for a kind that is not known. */
    private static @Nullable String bodyField(String eventName) {
        return switch (eventName) {
            case "connected", "start", "media", "dtmf", "mark", "stop" -> eventName;
            case "error" -> "payload";
            default -> null;
        };
    }

    /** One object while it is read. */
    private final class Message {
        private final byte[] text;
        private final int offset;
        private final int lengthBytes;
        private final Envelope envelope = new Envelope(streamIds);
        private @Nullable String eventName;
        private @Nullable String bodyField;
        private long begin;
        private List<BodyReader> early = List.of();
        private @Nullable BodyReader body;

        Message(byte[] text, int offset, int lengthBytes) {
            this.text = text;
            this.offset = offset;
            this.lengthBytes = lengthBytes;
        }

        void read(JsonParser parser, boolean isFirst, EventSink sink) throws IOException {
            begin = isFirst ? 0 : parser.currentTokenLocation().getByteOffset();
            for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
                if (eventName == null && field.equals("event")) {
                    readEventName(parser);
                } else if (eventName == null) {
                    readEarly(parser, field, sink);
                } else if (field.equals(bodyField)) {
                    readBody(parser, field, sink);
                } else {
                    envelope.read(parser, field);
                }
            }
        }

        private void readEventName(JsonParser parser) throws IOException {
            eventName = Fields.text(parser, eventNames);
            if (eventName != null) {
                bodyField = bodyField(eventName);
                for (BodyReader each : early) {
                    body = each.field().equals(bodyField) ? each : body;
                }
            }
        }

        /** The kind is not known yet. */
        private void readEarly(JsonParser parser, String field, EventSink sink) throws IOException {
            BodyReader reader = null;
            for (BodyReader each : early) {
                reader = each.field().equals(field) ? each : reader;
            }
            if (reader == null) {
                reader = bodyReader(field, this, sink);
                if (reader == null) {
                    envelope.read(parser, field);
                    return;
                }
                if (early.isEmpty()) {
                    early = new ArrayList<>(2);
                }
                early.add(reader);
            }
            reader.read(parser, envelope);
        }

        private void readBody(JsonParser parser, String field, EventSink sink) throws IOException {
            if (body == null) {
                body = bodyReader(field, this, sink);
            }
            if (body != null) {
                body.read(parser, envelope);
            }
        }

        void deliver(JsonParser parser, int objectsBefore, EventSink sink) {
            String name = eventName == null ? "" : eventName;
            if (objectsBefore > 0) {
                sink.oddity(name, "more than one JSON object in one message");
            }
            if (bodyField == null) {
                long end = parser.currentLocation().getByteOffset();
                sink.event(new UnknownEvent(name, textBetween(begin, end)));
                return;
            }
            BodyReader reader = body == null ? bodyReader(bodyField, this, sink) : body;
            String problem = reader == null ? null : reader.deliver(envelope, sink);
            if (problem != null) {
                sink.malformed(name, problem, -1, lengthBytes);
            }
            // a broken message is reported once
            for (String detail : problem == null ? envelope.oddities() : List.<String>of()) {
                sink.oddity(name, detail);
            }
        }

        private String textBetween(long begin, long end) {
            return new String(text, offset + (int) begin, (int) (end - begin), StandardCharsets.UTF_8);
        }
    }
}
