package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * Makes streams of the WebSocket upgrades that are mapped to it:
 *
 * <pre>{@code
 * @Bean
 * HandlerMapping streams(StreamAcceptor acceptor) {
 *     return new SimpleUrlHandlerMapping(Map.of("/media/**", new StreamRequestHandler(acceptor)), -1);
 * }
 * }</pre>
 *
 * <p>Who is not let in gets 401, 403 or 503 and is never upgraded; a request that is no upgrade gets 426. No thread waits
 * while it is decided. Messages of up to 2 MiB are put together here, so the container's buffers may stay small.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class StreamRequestHandler implements HttpRequestHandler {
    private static final String DECISION = StreamRequestHandler.class.getName() + ".decision";
    private static final String SPOKEN_VERSION = "13";
    private static final int UPGRADE_REQUIRED = 426;
    /** A container says nothing when the peer has gone before the upgrade reached it. */
    private static final Executor IF_NEVER_OPENED =
            CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS, Runnable::run);

    private final Admissions acceptor;
    private final DefaultHandshakeHandler upgrades = new DefaultHandshakeHandler();

    /**
     * A handler that is not mapped yet.
     *
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public StreamRequestHandler(Admissions acceptor) {
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws ServletException {
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
            throws ServletException {
        if (!decision.isAccepted()) {
            refuse(response, decision.httpStatus());
            return;
        }
        IF_NEVER_OPENED.execute(decision::abandon);
        try {
            boolean upgraded = upgrades.doHandshake(
                    new ServletServerHttpRequest(new WithoutExtensions(request)),
                    new ServletServerHttpResponse(response),
                    new StreamHandler(decision),
                    Map.of());
            if (!upgraded) {
                decision.abandon();
            }
        } catch (RuntimeException notUpgraded) {
            decision.abandon();
            throw new ServletException("the container does not upgrade", notUpgraded);
        }
    }

    /**
     * Compressing base64 audio costs more memory per call than it saves on the wire; a container left to itself takes what
     * is offered.
     */
    private static final class WithoutExtensions extends HttpServletRequestWrapper {
        private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

        WithoutExtensions(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return EXTENSIONS.equalsIgnoreCase(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return EXTENSIONS.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }
    }
}
