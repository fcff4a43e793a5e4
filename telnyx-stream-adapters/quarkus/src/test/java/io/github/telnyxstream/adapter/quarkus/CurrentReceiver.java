package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** That of the test that runs, in the one application that runs for all tests. */
@Singleton
class CurrentReceiver {
    private volatile @Nullable WebhookReceiver current;

    void set(WebhookReceiver receiver) {
        current = receiver;
    }

    void mount(@Observes Router router) {
        router.route("/webhook")
                .order(Integer.MIN_VALUE)
                .handler(exchange -> new WebhookRouteHandler(Objects.requireNonNull(current)).handle(exchange));
    }
}
