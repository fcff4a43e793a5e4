package io.github.telnyxstream.adapter.quarkus;

import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;

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
    static final TypedKey<StreamOpening> OPENING = new TypedKey<>("telnyx-stream.opening");

    /** For the application's class. */
    protected StreamEndpoint() {}

    /**
     * Hands the connection to the acceptor. Called by Quarkus; public because it does so from the application's package.
     *
     * @param connection that was upgraded
     * @return done
     */
    @OnOpen
    public Uni<Void> opened(WebSocketConnection connection) {
        connection.userData().get(OPENING).open();
        return Uni.createFrom().voidItem();
    }
}
