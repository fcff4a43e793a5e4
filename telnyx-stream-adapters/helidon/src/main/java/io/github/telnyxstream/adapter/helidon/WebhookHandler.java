package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Takes Telnyx's webhooks where it is routed to: {@code routing.any("/webhook", new WebhookHandler(receiver))}.
 *
 * <p>Needs call control on the class or module path. What a stranger can make it hold is bounded by {@link IncomingWebhook}.
 * The receiver is not closed with it. <b>Threads:</b> thread-safe; only the request's own virtual thread waits for its body.
 */
@SuppressWarnings("exports") // call control is optional here
public final class WebhookHandler implements Handler {
    private static final int BUFFER_BYTES = 8 << 10;

    private final WebhookReceiver receiver;

    /**
     * A handler that is not routed to yet.
     *
     * @param receiver checks and handles
     */
    public WebhookHandler(WebhookReceiver receiver) {
        this.receiver = Objects.requireNonNull(receiver, "receiver");
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        IncomingWebhook webhook = receiver.begin(
                request.prologue().method().text(),
                name -> request.headers().first(HeaderNames.create(name)).orElse(null));
        Thread reading = Thread.currentThread();
        // a body that comes too slowly is answered while this thread still waits for the rest of it
        var answered = webhook.status().thenAccept(status -> {
            response.status(Status.create(status));
            if (!webhook.isWhole()) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
            response.send();
            if (!webhook.isWhole()) {
                reading.interrupt();
            }
        });
        if (!webhook.isDecided()) {
            read(request, webhook);
        }
        answered.toCompletableFuture().join();
    }

    private static void read(ServerRequest request, IncomingWebhook webhook) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream body = request.content().inputStream()) {
            for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
                if (!webhook.take(ByteBuffer.wrap(buffer, 0, length))) {
                    return;
                }
            }
            webhook.end();
        } catch (IOException | RuntimeException lost) {
            webhook.abandon();
            throw lost;
        }
    }
}
