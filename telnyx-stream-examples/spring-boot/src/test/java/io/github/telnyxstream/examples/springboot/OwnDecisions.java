package io.github.telnyxstream.examples.springboot;

import io.github.telnyxstream.callcontrol.webhook.CallHangup;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.spring.boot.IncomingCalls;
import io.github.telnyxstream.stream.access.SignedStreamTokens;
import io.github.telnyxstream.stream.access.SigningKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/** What an application may decide itself. */
@TestConfiguration(proxyBeanMethods = false)
class OwnDecisions {
    final List<CallHangup> ended = Collections.synchronizedList(new ArrayList<>());

    @Bean
    WebhookHandler calls(IncomingCalls calls) {
        return event -> {
            if (event instanceof CallInitiated call && "+15550100001".equals(call.from())) {
                calls.answer(call, "/media");
            }
        };
    }

    @Bean
    SignedStreamTokens tokens(@Value("${signing-keys}") String keys) {
        return SignedStreamTokens.create(SigningKeys.parse(keys));
    }

    @EventListener
    void onHangup(CallHangup hangup) {
        ended.add(hangup);
    }
}
