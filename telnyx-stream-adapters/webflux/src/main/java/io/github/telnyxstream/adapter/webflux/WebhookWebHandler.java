package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * Takes Telnyx's webhooks in Spring WebFlux, with the bytes as they came, on any of its servers.
 *
 * <pre>{@code
 * @Bean
 * HandlerMapping webhooks(WebhookReceiver receiver) {
 *     return new SimpleUrlHandlerMapping(Map.of("/webhook", new WebhookWebHandler(receiver)), -1);
 * }
 * }</pre>
 *
 * <p>Needs call control on the class or module path. What a stranger can make it hold is bounded by {@link IncomingWebhook}.
 * The receiver is not closed with it. <b>Threads:</b> thread-safe; never blocks.
 */
@SuppressWarnings("exports") // call control is optional here
public final class WebhookWebHandler implements WebHandler {
    private final WebhookReceiver receiver;

    /**
     * A handler that is not mapped yet.
     *
     * @param receiver checks and handles
     */
    public WebhookWebHandler(WebhookReceiver receiver) {
        this.receiver = Objects.requireNonNull(receiver, "receiver");
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        IncomingWebhook webhook = receiver.begin(request.getMethod().name(), request.getHeaders()::getFirst);
        Mono<Integer> read = request.getBody()
                .doOnNext(bytes -> take(webhook, bytes))
                .doOnComplete(webhook::end)
                .doOnError(lost -> webhook.abandon())
                .then(Mono.never());
        return Mono.firstWithValue(Mono.fromCompletionStage(webhook::status), read)
                .flatMap(status -> answer(exchange.getResponse(), status, webhook.isWhole()))
                .doFinally(answered -> webhook.abandon());
    }

    private static void take(IncomingWebhook webhook, DataBuffer bytes) {
        byte[] copy = new byte[bytes.readableByteCount()];
        bytes.read(copy);
        DataBufferUtils.release(bytes);
        webhook.take(ByteBuffer.wrap(copy));
    }

    private static Mono<Void> answer(ServerHttpResponse response, int status, boolean isWhole) {
        response.setStatusCode(HttpStatusCode.valueOf(status));
        if (!isWhole) {
            response.getHeaders().set("Connection", "close");
        }
        return response.setComplete();
    }
}
