package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.OpenStreams;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
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
import java.util.Map;

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
    private static final String DECISION = StreamServlet.class.getName() + ".decision";

    private final transient OpenStreams acceptor;

    /**
     * A servlet that does not serve yet.
     *
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public StreamServlet(Admissions acceptor) {
        this.acceptor = new OpenStreams(acceptor);
    }

    /** Says at once, in one line, where streams cannot be had. */
    @Override
    public void init() throws ServletException {
        container(getServletContext());
        acceptor.start();
    }

    /**
     * Closes the streams with code 1001. A container that stops does so too, but Tomcat passes over one that has been upgraded
     * and is not on its list yet.
     */
    @Override
    public void destroy() {
        acceptor.stop();
    }

    private static ServerContainer container(ServletContext application) throws ServletException {
        Object container = application.getAttribute(ServerContainer.class.getName());
        if (container == null) {
            throw new ServletException("Streams need WebSocket, and its jar is missing: tomcat-embed-websocket or so");
        }
        if (container.getClass().getName().startsWith("org.glassfish.tyrus")) {
            throw new ServletException("Streams cannot be had on Tyrus: it upgrades to what was deployed before only");
        }
        return (ServerContainer) container;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getAttribute(DECISION) instanceof Admission decision) {
            decided(request, response, decision);
            return;
        }
        String query = request.getQueryString();
        Handshake handshake = Handshake.of(
                query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query,
                Collections.list(request.getHeaderNames()),
                name -> Collections.list(request.getHeaders(name)),
                request.getRemoteAddr());
        AsyncContext waiting = request.startAsync();
        waiting.setTimeout(0);
        acceptor.decide(request.getMethod(), handshake).thenAccept(decision -> {
            request.setAttribute(DECISION, decision);
            waiting.dispatch();
        });
    }

    private static void decided(HttpServletRequest request, HttpServletResponse response, Admission decision)
            throws ServletException, IOException {
        if (!decision.isAccepted()) {
            response.setStatus(decision.httpStatus());
            decision.headers().forEach(response::setHeader);
            return;
        }
        ServerEndpointConfig endpoint = ServerEndpointConfig.Builder.create(StreamEndpoint.class, "/")
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> type) {
                        return type.cast(new StreamEndpoint(decision));
                    }

                    // none: compressing base64 audio costs more memory per call than it saves on the wire
                    @Override
                    public List<Extension> getNegotiatedExtensions(List<Extension> known, List<Extension> requested) {
                        return List.of();
                    }
                })
                .build();
        try {
            container(request.getServletContext()).upgradeHttpToWebSocket(request, response, endpoint, Map.of());
        } catch (DeploymentException notUpgraded) {
            throw new ServletException("the container does not upgrade", notUpgraded);
        }
    }
}
