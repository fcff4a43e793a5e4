package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.util.Objects;

/** A socket with which an open session may go on: no listener is made. */
record Reentry(Engine engine, Place place, Expected expected, Handshake handshake) implements Admission {
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
        TransportListener line = engine.resume(place, expected, transport);
        if (line == null) {
            place.giveBack();
            transport.abort();
            throw new IllegalStateException("the session has ended since the socket was let in");
        }
        return line;
    }

    @Override
    public void abandon() {
        place.abandon();
    }

    @Override
    public String toString() {
        return "Reentry[" + handshake + "]";
    }
}
