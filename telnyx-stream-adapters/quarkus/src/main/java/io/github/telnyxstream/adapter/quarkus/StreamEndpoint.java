package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes streams of the WebSockets at a path that the application chooses:
 *
 * <pre>{@code
 * @WebSocket(path = "/media/*")
 * class Media extends StreamEndpoint {}
 * }</pre>
 *
 * <p>They are given to the bean of type {@link io.github.telnyxstream.stream.StreamAcceptor}; there is one where the
 * application has a bean of type {@link io.github.telnyxstream.stream.StreamListener} and one of type
 * {@link io.github.telnyxstream.stream.access.StreamAuthenticator}. Who is not let in gets 401, 403 or 503 and is never
 * upgraded. No thread waits while it is decided.
 *
 * <p><b>Threads:</b> Quarkus's event loops; nothing here blocks. Its methods are Quarkus's to call.
 */
public abstract class StreamEndpoint {
    static final TypedKey<Admission> ADMISSION = new TypedKey<>("telnyx-stream.admission");
    static final TypedKey<ChannelHandlerContext> CHANNEL = new TypedKey<>("telnyx-stream.channel");
    private static final TypedKey<FrameHandler> FRAMES = new TypedKey<>("telnyx-stream.frames");
    private static final TypedKey<TransportListener> LISTENER = new TypedKey<>("telnyx-stream.listener");
    private static final int CONNECTION_LOST = 1006;
    private static final Logger log = LoggerFactory.getLogger(StreamEndpoint.class);

    /** For the application's class. */
    protected StreamEndpoint() {}

    /**
     * Hands the connection to the acceptor. Called by Quarkus, as are all methods of this class; they are public because it
     * calls them from the application's package.
     *
     * @param connection that was upgraded
     * @return done
     */
    @OnOpen
    public Uni<Void> opened(WebSocketConnection connection) {
        ChannelHandlerContext channel = connection.userData().get(CHANNEL);
        QuarkusTransport transport = new QuarkusTransport(connection, channel);
        TransportListener listener = connection.userData().get(ADMISSION).open(transport);
        connection.userData().put(LISTENER, listener);
        connection.userData().put(FRAMES, FrameHandler.addTo(channel.channel().pipeline(), listener));
        return Uni.createFrom().voidItem();
    }

    /**
     * Hands on a message of the peer's.
     *
     * @param connection where it came
     * @param message one whole message
     * @return done
     */
    @OnTextMessage
    public Uni<Void> hear(WebSocketConnection connection, String message) {
        listener(connection).onText(message);
        return Uni.createFrom().voidItem();
    }

    /**
     * Tells a message that no stream has.
     *
     * @param connection where it came
     * @param message one whole message
     * @return done
     */
    @OnBinaryMessage
    public Uni<Void> count(WebSocketConnection connection, Buffer message) {
        listener(connection).onBinary(message.length());
        return Uni.createFrom().voidItem();
    }

    /**
     * Tells that the peer is there.
     *
     * @param connection where it came
     * @param payload of the pong
     * @return done
     */
    @OnPongMessage
    public Uni<Void> noteSignOfLife(WebSocketConnection connection, Buffer payload) {
        listener(connection).onSignOfLife();
        return Uni.createFrom().voidItem();
    }

    /**
     * Hangs up: Quarkus would go on. It reports the close in any case.
     *
     * @param connection that is in error
     * @param cause what happened
     * @return done
     */
    @OnError
    public Uni<Void> hangUp(WebSocketConnection connection, Throwable cause) {
        log.debug("Quarkus reports an error on a stream's socket", cause);
        ChannelFuture ignored = connection.userData().get(CHANNEL).close();
        return Uni.createFrom().voidItem();
    }

    /**
     * Tells the end.
     *
     * @param connection that has ended
     * @param reason the peer's code and words, or 1005 and none
     * @return done
     */
    @OnClose
    public Uni<Void> closed(WebSocketConnection connection, CloseReason reason) {
        FrameHandler frames = connection.userData().get(FRAMES);
        if (frames != null) {
            String words = reason.getMessage() == null ? "" : reason.getMessage();
            listener(connection).onClose(frames.sawClose() ? reason.getCode() : CONNECTION_LOST, words);
        }
        return Uni.createFrom().voidItem();
    }

    private static TransportListener listener(WebSocketConnection connection) {
        return connection.userData().get(LISTENER);
    }
}
