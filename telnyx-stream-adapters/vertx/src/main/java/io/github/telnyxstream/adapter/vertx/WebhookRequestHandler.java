package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Takes Telnyx's webhooks at one path; every other request goes on to the handler behind, for example a router.
 *
 * <pre>{@code
 * server.requestHandler(new StreamRequestHandler(
 *         "/media/", acceptor, new WebhookRequestHandler("/webhook", receiver, router)));
 * }</pre>
 *
 * <p>Needs call control on the class or module path. What a stranger can make it hold is bounded by {@link IncomingWebhook}.
 * The receiver is not closed with it. <b>Threads:</b> thread-safe; never blocks.
 */
@SuppressWarnings("exports") // call control is optional here
public final class WebhookRequestHandler implements Handler<HttpServerRequest> {
    private final String path;
    private final WebhookReceiver receiver;
    private final Handler<HttpServerRequest> next;

    /**
     * Webhooks, and another handler for all other requests.
     *
     * @param path where Telnyx delivers, for example {@code /webhook}
     * @param receiver checks and handles
     * @param next handles what is not at the path
     */
    public WebhookRequestHandler(String path, WebhookReceiver receiver, Handler<HttpServerRequest> next) {
        this.path = Objects.requireNonNull(path, "path");
        this.receiver = Objects.requireNonNull(receiver, "receiver");
        this.next = Objects.requireNonNull(next, "next");
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!path.equals(request.path())) {
            next.handle(request);
            return;
        }
        Context context = Vertx.currentContext();
        IncomingWebhook webhook = receiver.begin(request.method().name(), request.headers()::get);
        webhook.status().thenAccept(status -> context.runOnContext(now -> answer(request, status, webhook.isWhole())));
        request.handler(bytes -> webhook.take(ByteBuffer.wrap(bytes.getBytes())))
                .endHandler(whole -> webhook.end())
                .exceptionHandler(lost -> webhook.abandon());
    }

    private static void answer(HttpServerRequest request, int status, boolean isWhole) {
        request.response().setStatusCode(status);
        if (isWhole) {
            request.response().end();
        } else {
            request.response()
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end()
                    .onComplete(answered -> request.connection().close());
        }
    }
}
