package io.github.telnyxstream.stream.transport;

/** A handshake that was not let in. */
record Refused(int httpStatus) implements Admission {
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
