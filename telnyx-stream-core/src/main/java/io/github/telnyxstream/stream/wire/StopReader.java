package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import io.github.telnyxstream.stream.event.StopEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class StopReader implements BodyReader {
    private @Nullable String userId;
    private @Nullable String callControlId;

    @Override
    public String field() {
        return "stop";
    }

    @Override
    public void read(JsonParser parser, Envelope envelope) throws IOException {
        if (!Fields.enterObject(parser)) {
            return;
        }
        for (String field = Fields.nextField(parser); field != null; field = Fields.nextField(parser)) {
            switch (field) {
                case "user_id" -> userId = Fields.text(parser);
                case "call_control_id" -> callControlId = Fields.text(parser);
                default -> parser.skipChildren();
            }
        }
    }

    @Override
    public @Nullable String deliver(Envelope envelope, EventSink sink) {
        sink.event(new StopEvent(envelope.streamId, envelope.sequenceNumber, userId, callControlId));
        return null;
    }
}
