package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.adapter.jakarta.StreamServlet;
import io.github.telnyxstream.stream.transport.Admissions;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestHandler;

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
 * while it is decided. Messages of up to 2 MiB are put together here, so the container's buffers may stay small. What does all
 * this is the servlet of {@code telnyx-stream-jakarta}: the container must have Jakarta WebSocket.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class StreamRequestHandler implements HttpRequestHandler {
    private final StreamServlet streams;

    /**
     * A handler that is not mapped yet.
     *
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public StreamRequestHandler(Admissions acceptor) {
        streams = new StreamServlet(acceptor);
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        streams.service(request, response);
    }
}
