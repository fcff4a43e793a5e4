package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Admission;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of the library's that first has to say who it is. The library would keep a head without limit, parse it
 * again with every piece, decide on a thread that all calls share, and answer every refusal 404. So the head is kept and
 * read here; what is let in is then given to the library as if it had just arrived.
 */
final class StreamSocket extends WebSocketImpl {
    private static final Logger log = LoggerFactory.getLogger(StreamSocket.class);
    private static final Executor AFTER_HEAD_TIME =
            CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS, Runnable::run);
    /** A connection that is closed while something of the peer's is unread would take the answer with it. */
    private static final Executor AFTER_ANSWER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Runnable::run);

    private final StreamSockets server;
    private final Object lock = new Object();
    private @Nullable RequestHead head = new RequestHead();
    private boolean decided;
    private volatile @Nullable ByteBuffer end;

    StreamSocket(StreamSockets server, List<Draft> drafts) {
        super(server, drafts);
        this.server = server;
        AFTER_HEAD_TIME.execute(this::dropWithoutHead);
    }

    @Override
    public void setSelectionKey(SelectionKey key) {
        super.setSelectionKey(new StreamKey(key));
    }

    StreamKey key() {
        return (StreamKey) getSelectionKey();
    }

    private void dropWithoutHead() {
        synchronized (lock) {
            if (!decided) {
                closeConnection(CloseFrame.NEVER_CONNECTED, "");
            }
        }
    }

    /** What is decoded as this very buffer is the end of the connection, which must not overtake what was read before. */
    void endWith(ByteBuffer marker) {
        end = marker;
    }

    boolean isAtEnd() {
        return end != null;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very buffer
    public void decode(ByteBuffer read) {
        synchronized (lock) {
            if (read == end) {
                eot();
            } else if (head == null) {
                super.decode(read);
            } else if (!decided || head.isWhole()) {
                head.add(read);
                if (!decided && (head.isWhole() || head.isTooLong())) {
                    decided = true;
                    key().remove(SelectionKey.OP_READ);
                    server.decide(this, head);
                }
            }
        }
    }

    /** Gives the library what has come in so far. A connection that has ended meanwhile does not take the admission. */
    void letIn(Admission admission) {
        synchronized (lock) {
            if (head == null) {
                return;
            }
            setAttachment(admission);
            ByteBuffer upgrade = head.bytes();
            head = null;
            super.decode(upgrade);
        }
        if (getAttachment() instanceof Admission) {
            admission.abandon();
            closeConnection(CloseFrame.NEVER_CONNECTED, "");
        } else {
            key().add(SelectionKey.OP_READ);
        }
    }

    /** Answers, and hangs up. Nothing else is under way on this connection. */
    void answer(int httpStatus, String headers, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String answer = "HTTP/1.1 " + httpStatus + " \r\n" + headers + "Content-Type: text/plain;charset=utf-8\r\n"
                + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n" + text;
        SocketChannel channel = (SocketChannel) getSelectionKey().channel();
        try {
            channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
        } catch (IOException hungUp) {
            log.debug("Who asked has not waited for the answer", hungUp);
        }
        AFTER_ANSWER.execute(() -> closeConnection(CloseFrame.NEVER_CONNECTED, ""));
    }
}
