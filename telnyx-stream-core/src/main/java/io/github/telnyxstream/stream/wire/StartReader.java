package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.telnyxstream.stream.event.AnnouncedFormat;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StreamEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class StartReader implements BodyReader {
    private final Map<String, @Nullable String> scalars = new HashMap<>();
    private final List<String> tags = new ArrayList<>();
    private final Map<String, String> customParameters = new LinkedHashMap<>();
    private @Nullable AnnouncedFormat format;

    @Override
    public String field() {
        return "start";
    }

    @Override
    public void read(JsonParser parser) throws IOException {
        if (!Fields.enterObject(parser)) {
            return;
        }
        for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
            switch (field) {
                case "tags" -> readTags(parser);
                case "custom_parameters" -> readCustomParameters(parser);
                case "media_format" -> format = readFormat(parser);
                default -> scalars.put(field, Fields.text(parser));
            }
        }
    }

    private void readTags(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String tag = Fields.text(parser);
            if (tag != null) {
                tags.add(tag);
            }
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
                String value = Fields.text(parser);
                if (value != null) {
                    customParameters.put(field, value);
                }
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
        if (name != null && value != null) {
            customParameters.put(name, value);
        }
    }

    private static @Nullable AnnouncedFormat readFormat(JsonParser parser) throws IOException {
        if (!Fields.enterObject(parser)) {
            return null;
        }
        String encoding = null;
        int rateHz = -1;
        int channels = -1;
        for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
            switch (field) {
                case "encoding" -> encoding = Fields.text(parser);
                case "sample_rate" -> rateHz = Fields.smallInteger(parser, "media_format.sample_rate");
                case "channels" -> channels = Fields.smallInteger(parser, "media_format.channels");
                default -> parser.skipChildren();
            }
        }
        return encoding == null ? null : new AnnouncedFormat(encoding, rateHz, channels < 0 ? 1 : channels);
    }

    @Override
    public StreamEvent toEvent(Envelope envelope) throws InvalidFieldException {
        if (format == null) {
            throw new InvalidFieldException("start.media_format.encoding is missing");
        }
        return new StartEvent(
                envelope.streamId,
                envelope.sequenceNumber,
                scalars.get("user_id"),
                scalars.get("call_control_id"),
                scalars.get("call_session_id"),
                scalars.get("call_leg_id"),
                scalars.get("from"),
                scalars.get("to"),
                tags,
                scalars.get("client_state"),
                customParameters,
                format);
    }
}
