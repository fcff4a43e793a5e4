package io.github.telnyxstream.examples.micronaut;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;

/** Calls are answered and streamed to where this application listens. */
@Factory
class Calls {
    @Singleton
    @Bean(preDestroy = "close")
    CallControl calls(@Property(name = "telnyx.api-key") String key, @Property(name = "telnyx.base-url") String address) {
        return CallControl.builder(key).baseUrl(address).build();
    }

    @Singleton
    StreamTokens tokens() {
        return StreamTokens.create();
    }

    @Singleton
    @Bean(preDestroy = "close")
    WebhookReceiver webhooks(
            CallControl calls,
            StreamTokens tokens,
            @Property(name = "telnyx.public-key") String publicKey,
            @Property(name = "telnyx.stream.url") String url) {
        return WebhookReceiver.create(WebhookVerifier.create(publicKey), event -> {
            if (event instanceof CallInitiated call) {
                calls.call(call.callControlId())
                        .answer(AnswerCommand.builder()
                                .stream(tokens.forAnswer(call.callControlId(), StreamSettings.of(url)))
                                .build());
            }
        });
    }
}
