package io.github.telnyxstream.adapter.jetty;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketCreator;
import org.jspecify.annotations.Nullable;

/**
 * Makes streams of the WebSocket upgrades under a path; every other request goes on to the handler inside, so that one
 * port serves the media, the webhooks and whatever else there is.
 *
 * <pre>{@code
 * Server server = new Server(8080);
 * server.setHandler(new StreamHandler("/media/*", acceptor, webhooksAndHealth));
 * server.start();
 * }</pre>
 *
 * <p>Who is not let in gets 401, 403 or 503 and is never upgraded; a request under the path that is no upgrade gets 426.
 * No thread waits while it is decided.
 * Size limits and timeouts are set on the streams only: other WebSockets of the same server keep theirs. Jetty's kernel
 * send buffer decides how soon a peer that stopped reading is noticed; {@code connector.setAcceptedSendBufferSize(65_536)}
 * makes it seconds.
 *
 * <p>Life-cycle: Jetty's; the acceptor is not closed with it. <b>Threads:</b> as Jetty's handlers.
 */
public final class StreamHandler extends Handler.Wrapper {
    private final PathSpec paths;
    private final Admissions acceptor;
    private @Nullable ServerWebSocketContainer container;

    /**
     * Streams only; other requests are left to Jetty, which answers 404 where nothing else handles them.
     *
     * @param paths where the streams come in: a Jetty path specification, for example {@code /media/*}, relative to the
     *     context
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public StreamHandler(String paths, Admissions acceptor) {
        this(paths, acceptor, null);
    }

    /**
     * Streams, and another handler for all other requests.
     *
     * @param paths where the streams come in: a Jetty path specification, for example {@code /media/*}, relative to the
     *     context
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     * @param next handles what is not under these paths, or null
     */
    public StreamHandler(String paths, Admissions acceptor, @Nullable Handler next) {
        super(next);
        this.paths = PathSpec.from(paths);
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
    }

    @Override
    protected void doStart() throws Exception {
        container = ServerWebSocketContainer.ensure(getServer());
        addBean(container);
        super.doStart();
    }

    /** Jetty's threads do not wait for the decision: the request is answered when it has been made. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        ServerWebSocketContainer webSockets = container;
        if (webSockets == null || !paths.matches(Request.getPathInContext(request))) {
            return super.handle(request, response, callback);
        }
        Handshake handshake = Handshake.of(
                request.getHttpURI().getPathQuery(),
                request.getHeaders().getFieldNamesCollection(),
                request.getHeaders()::getValuesList,
                Request.getRemoteAddr(request));
        acceptor.decide(request.getMethod(), handshake).thenAccept(admission -> {
            if (admission.isAccepted()) {
                upgrade(webSockets, admission, request, response, callback);
            } else {
                admission.headers().forEach(response.getHeaders()::put);
                Response.writeError(request, response, callback, admission.httpStatus());
            }
        });
        return true;
    }

    /** The admission is given back when Jetty does not get as far as the upgrade. */
    private static void upgrade(
            ServerWebSocketContainer webSockets,
            Admission admission,
            Request request,
            Response response,
            Callback callback) {
        Callback orAbandon = Callback.from(callback::succeeded, failure -> {
            admission.abandon();
            callback.failed(failure);
        });
        WebSocketCreator endpoint = (asked, answer, ignored) -> {
            // compressing base64 audio costs more memory per call than it saves on the wire
            answer.setExtensions(List.of());
            return new JettyTransport.Endpoint(admission);
        };
        try {
            if (!webSockets.upgrade(endpoint, request, response, orAbandon)) {
                orAbandon.failed(new IllegalStateException("no upgrade"));
            }
        } catch (RuntimeException notUpgraded) {
            admission.abandon();
            Response.writeError(request, response, callback, notUpgraded);
        }
    }
}
