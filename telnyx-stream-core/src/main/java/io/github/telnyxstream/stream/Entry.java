package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.util.Objects;

/** A decision, the place it holds, and what was made for the stream. */
record Entry(
        Engine engine, Place place, Expected expected, StreamListener listener, MediaWriter writer, Handshake handshake)
        implements Admission {
    @Override
    public boolean isAccepted() {
        return true;
    }

    @Override
    public int httpStatus() {
        return 101;
    }

    @Override
    public TransportListener open(StreamTransport transport) {
        Objects.requireNonNull(transport, "transport");
        if (!place.tryOpen()) {
            transport.abort();
            throw new IllegalStateException("the place was opened or abandoned before, or held for too long");
        }
        EngineSession session;
        try {
            session = new EngineSession(engine, expected, transport, listener, writer);
            session.takes(place);
            if (!engine.enter(session)) {
                throw new IllegalStateException("the acceptor was closed");
            }
        } catch (RuntimeException | Error unusable) {
            place.giveBack();
            transport.abort();
            throw unusable;
        }
        session.open();
        return session;
    }

    @Override
    public void abandon() {
        place.abandon();
    }

    @Override
    public String toString() {
        return "Entry[" + handshake + "]";
    }
}
