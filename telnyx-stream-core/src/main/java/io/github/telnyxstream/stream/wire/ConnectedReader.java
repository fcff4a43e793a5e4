package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.StreamEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class ConnectedReader implements BodyReader {
    private @Nullable String authToken;

    @Override
    public String field() {
        return "connected";
    }

    @Override
    public void read(JsonParser parser) throws IOException {
        authToken = Fields.textIn(parser, "x-telnyx-streaming-auth-token");
    }

    @Override
    public StreamEvent toEvent(Envelope envelope) {
        return new ConnectedEvent(envelope.version, authToken);
    }
}
