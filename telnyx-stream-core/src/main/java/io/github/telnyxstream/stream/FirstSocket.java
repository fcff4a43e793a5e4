package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.TransportListener;

/** What a session is to the adapter that has opened it: the listener of its first socket, whatever others it gets. */
abstract class FirstSocket implements TransportListener {

    abstract Line first();

    @Override
    public final void onText(String message) {
        first().onText(message);
    }

    @Override
    public final void onText(byte[] utf8, int offset, int lengthBytes) {
        first().onText(utf8, offset, lengthBytes);
    }

    @Override
    public final void onBinary(int lengthBytes) {
        first().onBinary(lengthBytes);
    }

    @Override
    public final void onSignOfLife() {
        first().onSignOfLife();
    }

    @Override
    public final void onUnansweredPing(byte[] payload) {
        first().onUnansweredPing(payload);
    }

    @Override
    public final void onClose(int code, String reason) {
        first().onClose(code, reason);
    }

    @Override
    public final void onError(Throwable cause) {
        first().onError(cause);
    }
}
