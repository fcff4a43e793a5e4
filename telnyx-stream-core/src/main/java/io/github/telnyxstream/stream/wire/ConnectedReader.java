package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class ConnectedReader implements BodyReader {
    static final String TOKEN = StreamAuthenticator.TOKEN_HEADER;

    private @Nullable String authToken;

    @Override
    public String field() {
        return "connected";
    }

    @Override
    public void read(JsonParser parser, Envelope envelope) throws IOException {
        authToken = Fields.textIn(parser, TOKEN);
    }

    @Override
    public @Nullable String deliver(Envelope envelope, EventSink sink) {
        sink.event(new ConnectedEvent(envelope.version, authToken == null ? envelope.authToken : authToken));
        return null;
    }
}
