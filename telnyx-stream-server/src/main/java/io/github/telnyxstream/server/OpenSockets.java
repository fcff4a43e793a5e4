package io.github.telnyxstream.server;

import java.nio.channels.SelectableChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;

/**
 * Every socket from the moment when it is accepted. Jetty closes those that its selectors know of when it stops; one that was
 * accepted just before would be neither answered nor closed for ever. Thread-safe.
 */
final class OpenSockets implements SelectorManager.AcceptListener {
    private final Set<SelectableChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    @Override
    public void onAccepting(SelectableChannel socket) {
        open.add(socket);
        if (stopped) {
            close(socket);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel socket, Throwable cause) {
        open.remove(socket);
    }

    @Override
    public void onClosed(SelectableChannel socket) {
        open.remove(socket);
    }

    /** Closes what is left, and what is still to come. */
    void close() {
        stopped = true;
        open.forEach(this::close);
    }

    private void close(SelectableChannel socket) {
        open.remove(socket);
        IO.close(socket);
    }

    int count() {
        return open.size();
    }
}
