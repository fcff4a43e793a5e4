package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import io.github.telnyxstream.stream.event.MarkEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class MarkReader implements BodyReader {
    private @Nullable String name;

    @Override
    public String field() {
        return "mark";
    }

    @Override
    public void read(JsonParser parser, Envelope envelope) throws IOException {
        name = Fields.textIn(parser, "name");
    }

    @Override
    public @Nullable String deliver(Envelope envelope, EventSink sink) {
        if (name == null) {
            return "mark.name is missing";
        }
        sink.event(new MarkEvent(envelope.streamId, envelope.sequenceNumber, name));
        return null;
    }
}
