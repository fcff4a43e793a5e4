package io.github.telnyxstream.adapter.javawebsocket;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * A key that is taken for cancelled as soon as its selector is closed. The library's selector stops by itself some
 * milliseconds after the server was told to, while other threads still close, send and read; the library is prepared for
 * cancelled keys only.
 */
final class StreamKey extends SelectionKey {
    private final SelectionKey key;

    StreamKey(SelectionKey key) {
        this.key = key;
        attach(key.attachment());
    }

    /** Asks for what is to be selected beside the rest; of a connection that has ended, nothing. */
    void add(int operation) {
        try {
            if ((key.interestOpsOr(operation) & operation) == 0) {
                key.selector().wakeup();
            }
        } catch (CancelledKeyException | ClosedSelectorException ended) {
            cancel();
        }
    }

    /** Asks no longer for that. */
    void remove(int operation) {
        try {
            key.interestOpsAnd(~operation);
        } catch (CancelledKeyException | ClosedSelectorException ended) {
            cancel();
        }
    }

    @Override
    public SelectionKey interestOps(int operations) {
        try {
            key.interestOps(operations);
            return this;
        } catch (ClosedSelectorException stopped) {
            throw (CancelledKeyException) new CancelledKeyException().initCause(stopped);
        }
    }

    @Override
    public int interestOps() {
        return key.interestOps();
    }

    @Override
    public int readyOps() {
        return key.readyOps();
    }

    @Override
    public boolean isValid() {
        return key.isValid() && key.selector().isOpen();
    }

    @Override
    public void cancel() {
        key.cancel();
    }

    @Override
    public SelectableChannel channel() {
        return key.channel();
    }

    @Override
    public Selector selector() {
        return key.selector();
    }
}
