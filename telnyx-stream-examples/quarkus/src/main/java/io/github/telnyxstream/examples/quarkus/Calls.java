package io.github.telnyxstream.examples.quarkus;

import io.github.telnyxstream.adapter.quarkus.WebhookRouteHandler;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Calls are answered and streamed to where this application listens. */
@Singleton
class Calls {
    @Produces
    @Singleton
    CallControl calls(
            @ConfigProperty(name = "greeter.api-key") String key,
            @ConfigProperty(name = "greeter.telnyx-url", defaultValue = "https://api.telnyx.com/v2") String address) {
        return CallControl.builder(key).baseUrl(address).build();
    }

    void close(@Disposes CallControl calls) {
        calls.close();
    }

    @Produces
    @Singleton
    StreamTokens tokens() {
        return StreamTokens.create();
    }

    @Produces
    @Singleton
    WebhookReceiver receiver(
            CallControl calls,
            StreamTokens tokens,
            @ConfigProperty(name = "greeter.public-key") String publicKey,
            @ConfigProperty(name = "greeter.media-url") String mediaUrl) {
        return WebhookReceiver.create(WebhookVerifier.create(publicKey), event -> {
            if (event instanceof CallInitiated call) {
                calls.call(call.callControlId())
                        .answer(AnswerCommand.builder()
                                .stream(tokens.forAnswer(call.callControlId(), StreamSettings.of(mediaUrl)))
                                .build());
            }
        });
    }

    void close(@Disposes WebhookReceiver receiver) {
        receiver.close();
    }

    void mount(@Observes Router router, WebhookReceiver receiver) {
        router.route("/webhook").order(Integer.MIN_VALUE).handler(new WebhookRouteHandler(receiver));
    }
}
