package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.telnyxstream.stream.event.Track;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class MediaReader implements BodyReader {
    private final Base64Payload base64;
    private final RepeatedText tracks;
    private final MediaMessage message;
    private final byte[] text;
    private final int offset;
    private final int end;
    private @Nullable String trackProblem;
    private @Nullable String payloadProblem;

    /** Reads into a message; the parser reads so many bytes of the text, from the offset on. */
    MediaReader(
            Base64Payload base64, RepeatedText tracks, byte[] text, int offset, int lengthBytes, MediaMessage message) {
        this.text = text;
        this.offset = offset;
        this.end = offset + lengthBytes;
        this.base64 = base64;
        this.tracks = tracks;
        this.message = message;
        message.clear();
        payloadProblem = "media.payload is missing";
    }

    @Override
    public String field() {
        return "media";
    }

    @Override
    public void read(JsonParser parser, Envelope envelope) throws IOException {
        if (!Fields.enterObject(parser)) {
            return;
        }
        for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
            switch (field) {
                case "track" -> readTrack(parser);
                case "chunk" -> message.chunk = Fields.count(parser, "media.chunk", envelope);
                case "timestamp" -> message.timestamp = Fields.count(parser, "media.timestamp", envelope);
                case "payload" -> readPayload(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void readTrack(JsonParser parser) throws IOException {
        String name = Fields.text(parser, tracks);
        trackProblem = null;
        if (name == null || name.startsWith("inbound")) {
            message.track = Track.INBOUND;
        } else if (name.startsWith("outbound")) {
            message.track = Track.OUTBOUND;
        } else {
            // whose voice it is decides where it goes: this one field is not optional once it is there
            trackProblem = "media.track is neither inbound nor outbound";
        }
    }

    private void readPayload(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            payloadProblem = "media.payload is not a string";
            return;
        }
        // the parser would make characters of it, and those a string
        int quote = offset + (int) parser.currentTokenLocation().getByteOffset();
        boolean isBase64 = base64.decodeLikeLast(text, quote, end, message) || base64.decode(parser.getText(), message);
        payloadProblem = isBase64 ? null : "media.payload is not base64";
    }

    @Override
    public @Nullable String deliver(Envelope envelope, EventSink sink) {
        if (trackProblem != null || payloadProblem != null) {
            return trackProblem == null ? payloadProblem : trackProblem;
        }
        message.streamId = envelope.streamId;
        message.sequenceNumber = envelope.sequenceNumber;
        sink.media(message);
        return null;
    }
}
