package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import io.github.telnyxstream.stream.event.ErrorEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class ErrorReader implements BodyReader {
    private int code = -1;
    private @Nullable String title;
    private @Nullable String detail;

    @Override
    public String field() {
        return "payload";
    }

    @Override
    public void read(JsonParser parser, Envelope envelope) throws IOException {
        if (!Fields.enterObject(parser)) {
            return;
        }
        for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
            switch (field) {
                case "code" -> code = Fields.smallCount(parser, "payload.code", envelope);
                case "title" -> title = Fields.text(parser);
                case "detail" -> detail = Fields.text(parser);
                default -> parser.skipChildren();
            }
        }
    }

    @Override
    public @Nullable String deliver(Envelope envelope, EventSink sink) {
        sink.event(new ErrorEvent(envelope.streamId, code, title, detail));
        return null;
    }
}
