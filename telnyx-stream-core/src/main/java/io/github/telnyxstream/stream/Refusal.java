package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;

/** A handshake that was not let in. */
record Refusal(int httpStatus) implements Admission {
    @Override
    public boolean isAccepted() {
        return false;
    }

    @Override
    public TransportListener open(StreamTransport transport) {
        throw new IllegalStateException("the handshake was refused with " + httpStatus);
    }

    @Override
    public void abandon() {}
}
