package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;

/**
 * Takes Telnyx's webhooks on a route of Quarkus's router. It needs {@code telnyx-stream-callcontrol}, which this artifact does
 * not bring along. The route comes before all others, so that none of them has read the body or waits for it:
 *
 * <pre>{@code
 * void webhooks(@Observes Router router, WebhookReceiver receiver) {
 *     router.route("/webhook").order(Integer.MIN_VALUE).handler(new WebhookRouteHandler(receiver));
 * }
 * }</pre>
 *
 * <p><b>Threads:</b> Quarkus's event loops; nothing here blocks.
 */
public final class WebhookRouteHandler implements Handler<RoutingContext> {
    private final WebhookReceiver receiver;

    /**
     * A handler of one receiver.
     *
     * @param receiver what verifies and hands on; its owner closes it
     */
    public WebhookRouteHandler(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        Context context = Vertx.currentContext();
        IncomingWebhook webhook = receiver.begin(request.method().name(), request.headers()::get);
        webhook.status().thenAccept(status -> context.runOnContext(now -> answer(request, status, webhook.isWhole())));
        request.handler(bytes -> webhook.take(ByteBuffer.wrap(bytes.getBytes())))
                .endHandler(whole -> webhook.end())
                .exceptionHandler(lost -> webhook.abandon())
                .resume();
    }

    private static void answer(HttpServerRequest request, int status, boolean isWhole) {
        request.response().setStatusCode(status);
        if (isWhole) {
            request.response().end();
        } else {
            request.response()
                    .putHeader("Connection", "close")
                    .end()
                    .onComplete(answered -> request.connection().close());
        }
    }
}
