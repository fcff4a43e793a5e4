package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Makes streams of the WebSocket upgrades that are mapped to it. It must be allowed to work asynchronously:
 *
 * <pre>{@code
 * ServletRegistration.Dynamic streams = servletContext.addServlet("streams", new StreamServlet(acceptor));
 * streams.setAsyncSupported(true);
 * streams.addMapping("/media/*");
 * }</pre>
 *
 * <p>Who is not let in gets 401, 403 or 503 and is never upgraded; a request that is no upgrade gets 426. No thread waits
 * while it is decided. Messages of up to 2 MiB are put together here, so the container's buffers may stay small.
 *
 * <p><b>Threads:</b> as servlets.
 */
public final class StreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";
    private static final String DECISION = StreamServlet.class.getName() + ".decision";
    private static final String SPOKEN_VERSION = "13";
    private static final int UPGRADE_REQUIRED = 426;
    /** A container says nothing when the peer has gone before the upgrade reached it. */
    private static final Executor IF_NEVER_OPENED =
            CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS, Runnable::run);

    private final transient Admissions acceptor;

    /**
     * A servlet that does not serve yet.
     *
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public StreamServlet(Admissions acceptor) {
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
    }

    /** Says at once, in one line, where streams cannot be had. */
    @Override
    public void init() throws ServletException {
        Object container = getServletContext().getAttribute(CONTAINER);
        if (!(container instanceof ServerContainer)) {
            throw new UnavailableException("Streams need the server's WebSocket, and its jar is missing: "
                    + "tomcat-embed-websocket, undertow-websockets-jsr or what your server calls it");
        }
        if (container.getClass().getName().startsWith("org.glassfish.tyrus")) {
            throw new UnavailableException("Streams cannot be had on Tyrus: it upgrades to endpoints only that were "
                    + "deployed before (upgradeHttpToWebSocket)");
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC
                && request.getAttribute(DECISION) instanceof Admission decision) {
            decided(request, response, decision);
        } else if (!has(request, "Upgrade", "websocket")
                || !has(request, "Connection", "upgrade")
                || !SPOKEN_VERSION.equals(request.getHeader("Sec-WebSocket-Version"))) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Sec-WebSocket-Version", SPOKEN_VERSION);
            refuse(response, UPGRADE_REQUIRED);
        } else if (!request.getMethod().equals("GET") || request.getHeader("Sec-WebSocket-Key") == null) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST);
        } else {
            AsyncContext waiting = request.startAsync();
            waiting.setTimeout(0);
            acceptor.authorise(handshake(request)).thenAccept(decision -> {
                request.setAttribute(DECISION, decision);
                dispatch(waiting, decision);
            });
        }
    }

    /** And hang up: what follows is no request. */
    private static void refuse(HttpServletResponse response, int httpStatus) {
        response.setStatus(httpStatus);
        response.setHeader("Connection", "close");
    }

    private static boolean has(HttpServletRequest request, String header, String word) {
        String value = request.getHeader(header);
        return value != null && value.toLowerCase(Locale.ROOT).contains(word);
    }

    private static Handshake handshake(HttpServletRequest request) {
        Map<String, List<String>> headers = Collections.list(request.getHeaderNames()).stream()
                .collect(Collectors.toMap(
                        name -> name, name -> Collections.list(request.getHeaders(name)), (first, again) -> first));
        return new Handshake(request.getRequestURI(), request.getQueryString(), headers, request.getRemoteAddr());
    }

    private static void dispatch(AsyncContext waiting, Admission decision) {
        try {
            waiting.dispatch();
        } catch (RuntimeException gone) {
            decision.abandon();
            throw gone;
        }
    }

    private void decided(HttpServletRequest request, HttpServletResponse response, Admission decision)
            throws ServletException, IOException {
        if (!decision.isAccepted()) {
            refuse(response, decision.httpStatus());
            return;
        }
        IF_NEVER_OPENED.execute(decision::abandon);
        ServerEndpointConfig endpoint = ServerEndpointConfig.Builder.create(StreamEndpoint.class, "/")
                .configurator(new OneStream(decision))
                .build();
        try {
            ((ServerContainer) getServletContext().getAttribute(CONTAINER))
                    .upgradeHttpToWebSocket(request, response, endpoint, Map.of());
        } catch (DeploymentException | IOException | RuntimeException notUpgraded) {
            decision.abandon();
            throw new ServletException("the container does not upgrade", notUpgraded);
        }
    }

    /** One endpoint for one upgrade, without extensions: compressing base64 audio costs more than it saves. */
    private static final class OneStream extends ServerEndpointConfig.Configurator {
        private final Admission decision;

        OneStream(Admission decision) {
            this.decision = decision;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(new StreamEndpoint(decision));
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return "";
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }
    }
}
