package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.telnyxstream.stream.event.AnnouncedFormat;
import io.github.telnyxstream.stream.event.StartEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class StartReader implements BodyReader {
    private final KeptTexts kept = new KeptTexts();
    private AnnouncedFormat format = AnnouncedFormat.ABSENT;
    private @Nullable String userId;
    private @Nullable String callControlId;
    private @Nullable String callSessionId;
    private @Nullable String callLegId;
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String clientState;

    @Override
    public String field() {
        return "start";
    }

    @Override
    public void read(JsonParser parser, Envelope envelope) throws IOException {
        if (!Fields.enterObject(parser)) {
            return;
        }
        for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
            switch (field) {
                case "tags" -> readTags(parser);
                case "custom_parameters" -> readCustomParameters(parser);
                case "media_format" -> format = readFormat(parser, envelope);
                case "user_id" -> userId = Fields.text(parser);
                case "call_control_id" -> callControlId = Fields.text(parser);
                case "call_session_id" -> callSessionId = Fields.text(parser);
                case "call_leg_id" -> callLegId = Fields.text(parser);
                case "from" -> from = Fields.text(parser);
                case "to" -> to = Fields.text(parser);
                case "client_state" -> clientState = Fields.text(parser);
                default -> parser.skipChildren();
            }
        }
        kept.noteWhatWasLeftOut(envelope);
    }

    private void readTags(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            kept.tag(Fields.text(parser));
        }
    }

    /** Both shapes that are in the wild: an array of name and value, and a plain object. */
    private void readCustomParameters(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readNameAndValue(parser);
            }
        } else if (Fields.enterObject(parser)) {
            for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
                kept.parameter(field, Fields.text(parser));
            }
        }
    }

    private void readNameAndValue(JsonParser parser) throws IOException {
        if (!Fields.enterObject(parser)) {
            return;
        }
        String name = null;
        String value = null;
        for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
            String text = Fields.text(parser);
            if (field.equals("name")) {
                name = text;
            } else if (field.equals("value")) {
                value = text;
            }
        }
        kept.parameter(name, value);
    }

    private static AnnouncedFormat readFormat(JsonParser parser, Envelope envelope) throws IOException {
        if (!Fields.enterObject(parser)) {
            return AnnouncedFormat.ABSENT;
        }
        String encoding = null;
        int rateHz = -1;
        int channels = -1;
        for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
            switch (field) {
                case "encoding" -> encoding = Fields.text(parser);
                case "sample_rate" -> rateHz = Fields.smallCount(parser, "media_format.sample_rate", envelope);
                case "channels" -> channels = Fields.smallCount(parser, "media_format.channels", envelope);
                default -> parser.skipChildren();
            }
        }
        return new AnnouncedFormat(encoding == null ? "" : encoding, rateHz, channels < 0 ? 1 : channels);
    }

    @Override
    public @Nullable String deliver(Envelope envelope, EventSink sink) {
        sink.event(new StartEvent(
                envelope.streamId,
                envelope.sequenceNumber,
                userId,
                callControlId,
                callSessionId,
                callLegId,
                from,
                to,
                kept.tags(),
                clientState,
                kept.parameters(),
                format));
        return null;
    }
}
