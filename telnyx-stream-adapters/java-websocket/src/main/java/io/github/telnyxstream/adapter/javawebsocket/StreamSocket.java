package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Admission;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.enums.Role;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the library's that first has to say who it is. The library would decide on a thread that all calls share,
 * and answer every refusal 404. So its request is kept here; what is let in is then given to the library as if it had just
 * arrived.
 */
final class StreamSocket extends WebSocketImpl {
    private static final int MAX_HEAD_BYTES = 16 << 10;
    private static final Executor AFTER_ANSWER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Runnable::run);

    private final StreamSockets server;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private boolean hasAsked;
    private boolean isDecided;
    private volatile @Nullable ByteBuffer end;

    StreamSocket(StreamSockets server, List<Draft> drafts) {
        super(server, drafts);
        this.server = server;
    }

    /** What ends overtakes what has been read, in the library: a peer that says stop and hangs up would be lost. Not here. */
    @Override
    public void eot() {
        if (end == null) {
            end = server.createBuffer();
            inQueue.add(end);
            server.decodeLater(this);
        }
    }

    /** What the library does when the connection was reset. */
    @Override
    public void closeConnection(int code, String reason) {
        eot();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very buffer
    public void decode(ByteBuffer read) {
        synchronized (head) {
            if (read == end) {
                super.eot();
            } else if (isDecided) {
                super.decode(read);
            } else {
                head.write(read.array(), read.arrayOffset() + read.position(), read.remaining());
                ask();
            }
        }
    }

    /** Once the head of the request is whole; one that has no end is cut off. */
    private void ask() {
        if (head.size() > MAX_HEAD_BYTES) {
            drop();
        } else if (!hasAsked && head.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
            hasAsked = true;
            try {
                ByteBuffer bytes = ByteBuffer.wrap(head.toByteArray());
                server.decide(this, (ClientHandshake) Draft.translateHandshakeHttp(bytes, Role.SERVER));
            } catch (InvalidHandshakeException nonsense) {
                refuse(Admission.refused(400));
            }
        }
    }

    /** Gives the library what has come in so far. A connection that has ended meanwhile does not take the admission. */
    void decided(Admission admission) {
        if (!admission.isAccepted()) {
            refuse(admission);
            return;
        }
        synchronized (head) {
            isDecided = true;
            setAttachment(admission);
            super.decode(ByteBuffer.wrap(head.toByteArray()));
        }
        if (getAttachment() instanceof Admission) {
            admission.abandon();
            drop();
        }
    }

    /** Answers, and hangs up a little later: at once, the answer could be lost on its way. */
    private void refuse(Admission refusal) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + refusal.httpStatus() + " \r\nContent-Length: 0\r\n");
        refusal.headers().forEach((name, value) -> answer.append(name + ": " + value + "\r\n"));
        outQueue.add(ByteBuffer.wrap(answer.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII)));
        server.onWriteDemand(this);
        AFTER_ANSWER.execute(this::drop);
    }

    /** Hangs up without a word. */
    void drop() {
        closeConnection(CloseFrame.ABNORMAL_CLOSE, "", false);
    }
}
