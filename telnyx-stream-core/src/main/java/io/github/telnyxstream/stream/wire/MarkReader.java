package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.StreamEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class MarkReader implements BodyReader {
    private @Nullable String name;

    @Override
    public String field() {
        return "mark";
    }

    @Override
    public void read(JsonParser parser) throws IOException {
        name = Fields.textIn(parser, "name");
    }

    @Override
    public StreamEvent toEvent(Envelope envelope) throws InvalidFieldException {
        if (name == null) {
            throw new InvalidFieldException("mark.name is missing");
        }
        return new MarkEvent(envelope.streamId, envelope.sequenceNumber, name);
    }
}
