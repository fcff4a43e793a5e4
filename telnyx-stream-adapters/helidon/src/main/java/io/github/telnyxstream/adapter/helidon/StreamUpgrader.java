package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.Header;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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
    private static final int UPGRADE_REQUIRED = 426;

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
        if (!SUPPORTED_VERSION.equals(headers.first(WS_VERSION).orElse(""))) {
            throw refusal(UPGRADE_REQUIRED);
        }
        if (!prologue.method().equals(Method.GET) || !headers.contains(WS_KEY)) {
            throw refusal(400);
        }
        String key = headers.get(WS_KEY).get();
        String switching = SWITCHING_PROTOCOL_PREFIX + hash(context, key) + SWITCHING_PROTOCOLS_SUFFIX;
        Admission admission = acceptor.authorise(handshake(context, prologue, headers))
                .toCompletableFuture()
                .join();
        if (!admission.isAccepted()) {
            throw refusal(admission.httpStatus());
        }
        try {
            context.dataWriter().writeNow(BufferData.create(switching.getBytes(StandardCharsets.US_ASCII)));
        } catch (RuntimeException gone) {
            admission.abandon();
            throw gone;
        }
        return new StreamConnection(context, prologue, headers, key, admission);
    }

    /** Helidon answers it and hangs up. */
    private static RequestException refusal(int httpStatus) {
        RequestException.Builder refusal = RequestException.builder()
                .type(EventType.OTHER)
                .status(Status.create(httpStatus))
                .message("no stream")
                .setKeepAlive(false);
        return (httpStatus == UPGRADE_REQUIRED ? refusal.header(SUPPORTED_VERSION_HEADER) : refusal).build();
    }

    private static Handshake handshake(ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        Map<String, List<String>> all =
                headers.stream().collect(Collectors.toMap(Header::name, Header::allValues, (first, again) -> first));
        String query = prologue.query().rawValue();
        return new Handshake(
                prologue.uriPath().rawPath(),
                query.isEmpty() ? null : query,
                all,
                String.valueOf(context.remotePeer().address()));
    }
}
