package io.github.telnyxstream.adapter.javawebsocket;

import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketListener;
import org.java_websocket.drafts.Draft;

/**
 * A socket of the library's whose end comes last. The library reads on one thread, decodes on another, and lets the end of
 * the connection overtake what has been read: a peer that says stop, closes and hangs up would be taken for lost.
 */
final class WatchedSocket extends WebSocketImpl {
    private final Object lock = new Object();
    private int undecoded;
    private boolean atEnd;

    WatchedSocket(WebSocketListener server, List<Draft> drafts) {
        super(server, drafts);
    }

    /** The selector has read a buffer, which is going to be decoded. */
    void bufferRead() {
        synchronized (lock) {
            undecoded++;
        }
    }

    /**
     * The connection has come to its end.
     *
     * @return whether that has to wait; then it is told when everything has been decoded
     */
    boolean isEndToWait() {
        synchronized (lock) {
            atEnd = undecoded > 0;
            return atEnd;
        }
    }

    @Override
    public void decode(ByteBuffer buffer) {
        try {
            super.decode(buffer);
        } finally {
            boolean last;
            synchronized (lock) {
                last = --undecoded == 0 && atEnd;
            }
            if (last) {
                eot();
            }
        }
    }
}
