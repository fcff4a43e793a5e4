package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.StreamEvent;
import io.github.telnyxstream.stream.event.Track;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class MediaReader implements BodyReader {
    private static final Base64Variant LENIENT = Base64Variants.MIME_NO_LINEFEEDS.withPaddingAllowed();

    private Track track = Track.INBOUND;
    private long chunk = -1;
    private long timestampMillis = -1;
    private byte @Nullable [] payload;

    @Override
    public String field() {
        return "media";
    }

    @Override
    public void read(JsonParser parser) throws IOException {
        if (!Fields.enterObject(parser)) {
            return;
        }
        for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
            switch (field) {
                case "track" -> track = readTrack(parser);
                case "chunk" -> chunk = Fields.integer(parser, "media.chunk");
                case "timestamp" -> timestampMillis = Fields.integer(parser, "media.timestamp");
                case "payload" -> payload = readPayload(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private static Track readTrack(JsonParser parser) throws IOException {
        String name = Fields.text(parser);
        if (name == null || name.startsWith("inbound")) {
            return Track.INBOUND;
        }
        if (name.startsWith("outbound")) {
            return Track.OUTBOUND;
        }
        throw new InvalidFieldException("media.track is neither inbound nor outbound");
    }

    private static byte[] readPayload(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new InvalidFieldException("media.payload is not a string");
        }
        try {
            return parser.getBinaryValue(LENIENT);
        } catch (JsonProcessingException notBase64) {
            // its message quotes the payload
            throw new InvalidFieldException("media.payload is not base64");
        }
    }

    @Override
    public StreamEvent toEvent(Envelope envelope) throws InvalidFieldException {
        if (payload == null) {
            throw new InvalidFieldException("media.payload is missing");
        }
        return new MediaEvent(envelope.streamId, envelope.sequenceNumber, track, chunk, timestampMillis, payload);
    }
}
