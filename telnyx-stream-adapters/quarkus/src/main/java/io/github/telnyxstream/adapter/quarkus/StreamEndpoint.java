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
 * <p><b>Threads:</b> Quarkus's event loops; nothing here blocks.
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

    @OnOpen
    Uni<Void> opened(WebSocketConnection connection) {
        ChannelHandlerContext channel = connection.userData().get(CHANNEL);
        QuarkusTransport transport = new QuarkusTransport(connection, channel);
        TransportListener listener = connection.userData().get(ADMISSION).open(transport);
        connection.userData().put(LISTENER, listener);
        connection.userData().put(FRAMES, FrameHandler.addTo(channel.channel().pipeline(), listener));
        return Uni.createFrom().voidItem();
    }

    @OnTextMessage
    Uni<Void> hear(WebSocketConnection connection, String message) {
        listener(connection).onText(message);
        return Uni.createFrom().voidItem();
    }

    @OnBinaryMessage
    Uni<Void> count(WebSocketConnection connection, Buffer message) {
        listener(connection).onBinary(message.length());
        return Uni.createFrom().voidItem();
    }

    @OnPongMessage
    Uni<Void> noteSignOfLife(WebSocketConnection connection, Buffer payload) {
        listener(connection).onSignOfLife();
        return Uni.createFrom().voidItem();
    }

    /** Quarkus reports the close in any case, unless it goes on. */
    @OnError
    Uni<Void> hangUp(WebSocketConnection connection, Throwable cause) {
        log.debug("Quarkus reports an error on a stream's socket", cause);
        ChannelFuture ignored = connection.userData().get(CHANNEL).close();
        return Uni.createFrom().voidItem();
    }

    @OnClose
    Uni<Void> closed(WebSocketConnection connection, CloseReason reason) {
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
