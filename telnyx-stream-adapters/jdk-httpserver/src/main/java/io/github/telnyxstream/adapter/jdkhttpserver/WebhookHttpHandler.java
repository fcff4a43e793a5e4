package io.github.telnyxstream.adapter.jdkhttpserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes Telnyx's webhooks on the HTTP server of the JDK:
 *
 * <pre>{@code
 * HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
 * server.createContext("/webhook", new WebhookHttpHandler(receiver));
 * server.start();
 * }</pre>
 *
 * <p>That server reads bodies in no other way than with a thread that waits. They are threads of this handler's own, {@value
 * #MAX_THREADS} at most and beyond that the connection is closed, so that the server's own, which may be a single one, is free.
 * What a stranger can make it hold is bounded by {@link IncomingWebhook}; a body that is too slow costs its connection.
 *
 * <p>The receiver is not closed with it; threads end when they are idle. <b>Threads:</b> thread-safe.
 */
public final class WebhookHttpHandler implements HttpHandler {
    /** How many bodies are read at once. */
    public static final int MAX_THREADS = 500;

    private static final Logger log = LoggerFactory.getLogger(WebhookHttpHandler.class);
    private static final int REQUEST_TIMEOUT = 408;
    private static final int NO_BODY = -1;
    private static final int BUFFER_BYTES = 8 << 10;

    private final WebhookReceiver receiver;
    private final ThreadPoolExecutor readers = new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
                Thread thread = new Thread(task, "telnyx-webhook-body");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.AbortPolicy());

    /**
     * A handler that has no context yet.
     *
     * @param receiver checks and handles
     */
    public WebhookHttpHandler(WebhookReceiver receiver) {
        this.receiver = Objects.requireNonNull(receiver, "receiver");
    }

    @Override
    public void handle(HttpExchange exchange) {
        readers.execute(() -> read(exchange)); // what it throws when all are busy lets the server close the connection
    }

    private void read(HttpExchange exchange) {
        IncomingWebhook webhook = receiver.begin(
                exchange.getRequestMethod(),
                name -> exchange.getRequestHeaders().getFirst(name));
        // closing frees the thread that waits for a body
        webhook.status().thenAccept(status -> {
            if (status == REQUEST_TIMEOUT) {
                exchange.close();
            }
        });
        try {
            InputStream body = exchange.getRequestBody();
            byte[] buffer = new byte[BUFFER_BYTES];
            int length = 0;
            while (length >= 0 && webhook.take(ByteBuffer.wrap(buffer, 0, length))) {
                length = body.read(buffer);
            }
            webhook.end();
            if (!webhook.isWhole()) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            int status = webhook.status().toCompletableFuture().join();
            exchange.sendResponseHeaders(status, NO_BODY);
            exchange.close();
        } catch (IOException lost) {
            webhook.abandon();
            exchange.close();
            log.debug("A webhook's connection was lost", lost);
        }
    }
}
