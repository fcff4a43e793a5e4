package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsConnection;
import io.helidon.webserver.websocket.WsUpgrader;
import io.helidon.websocket.WsListener;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Makes streams of the WebSocket upgrades under a path; Helidon's own routing has all others, so that one port serves the
 * media, the webhooks and whatever else there is.
 *
 * <pre>{@code
 * WebServer.builder()
 *         .port(8080)
 *         .addConnectionSelector(Http1ConnectionSelector.builder()
 *                 .config(Http1Config.create())
 *                 .addUpgrader(new StreamUpgrader("/media/", acceptor))
 *                 .build())
 *         .routing(others)
 *         .build()
 *         .start();
 * }</pre>
 *
 * <p>Who is not let in gets 401, 403 or 503 and is never upgraded. Only the connection's own virtual thread waits while it
 * is decided.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class StreamUpgrader extends WsUpgrader {
    private final String pathPrefix;
    private final Admissions acceptor;

    /**
     * Streams under a path.
     *
     * @param pathPrefix where the streams come in, for example {@code /media/}
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public StreamUpgrader(String pathPrefix, Admissions acceptor) {
        super(WsConfig.create());
        this.pathPrefix = Objects.requireNonNull(pathPrefix, "pathPrefix");
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
    }

    @Override
    public ServerConnection upgrade(ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        if (!prologue.uriPath().rawPath().startsWith(pathPrefix)) {
            return super.upgrade(context, prologue, headers);
        }
        String path = prologue.uriPath().rawPath();
        String query = prologue.query().rawValue();
        Handshake handshake = Handshake.of(
                query.isEmpty() ? path : path + "?" + query,
                headers.stream().map(Header::name).toList(),
                name -> headers.all(HeaderNames.create(name), List::of),
                context.remotePeer().address());
        Admission admission = acceptor.decide(prologue.method().text(), handshake)
                .toCompletableFuture()
                .join();
        if (!admission.isAccepted()) {
            RequestException.Builder refusal = RequestException.builder()
                    .type(EventType.OTHER)
                    .status(Status.create(admission.httpStatus()))
                    .setKeepAlive(false);
            admission.headers().forEach((name, value) -> refusal.header(HeaderValues.create(name, value)));
            throw refusal.build();
        }
        String key = headers.get(WS_KEY).get();
        String switching = SWITCHING_PROTOCOL_PREFIX + hash(context, key) + SWITCHING_PROTOCOLS_SUFFIX;
        context.dataWriter().writeNow(BufferData.create(switching.getBytes(StandardCharsets.US_ASCII)));
        WsConnection frames = WsConnection.create(context, prologue, headers, key, new WsListener() {});
        return new StreamConnection(context, frames, admission);
    }
}
