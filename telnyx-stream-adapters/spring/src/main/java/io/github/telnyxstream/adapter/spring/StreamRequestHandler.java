package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.adapter.jakarta.StreamServlet;
import io.github.telnyxstream.stream.transport.Admissions;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContext;
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
 * this is the servlet of {@code telnyx-stream-jakarta}: the container must have Jakarta WebSocket. What is still open when the
 * application context is closed is closed with code 1001.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class StreamRequestHandler implements HttpRequestHandler {
    /** Where a DispatcherServlet says whose request it is. */
    private static final String CONTEXT = "org.springframework.web.servlet.DispatcherServlet.CONTEXT";

    private final StreamServlet streams;
    private final AtomicBoolean known = new AtomicBoolean();

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
        if (known.compareAndSet(false, true)) {
            endWith(request.getAttribute(CONTEXT));
        }
        streams.service(request, response);
    }

    /** A handler is seldom a bean, so that nobody else would tell it of the end. */
    private void endWith(@Nullable Object context) {
        if (context instanceof ApplicationContext application
                && application.getAutowireCapableBeanFactory() instanceof DefaultSingletonBeanRegistry beans) {
            beans.registerDisposableBean(toString(), streams::destroy);
        }
    }
}
