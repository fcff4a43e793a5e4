package io.github.telnyxstream.callcontrol.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A streaming.failed that no handler looks at would leave a call in silence without a word. */
class StreamingFailuresTest {
    private final SignedWebhooks telnyx = new SignedWebhooks();
    private final Logger logger = (Logger) LoggerFactory.getLogger(WebhookReceiver.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.WARN);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
        logger.setLevel(null);
    }

    private void deliver(WebhookReceiver receiver, String reason) {
        String body = SignedWebhooks.event("streaming.failed", "1", "\"failure_reason\":\"" + reason + "\"");
        assertThat(receiver.receive("POST", telnyx.sign(body), body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(200);
        receiver.close();
    }

    private List<ILoggingEvent> warnings() {
        return appender.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .toList();
    }

    @Test
    void isOneWarningWithItsReason() {
        deliver(WebhookReceiver.create(telnyx.verifier(), event -> {}), "connection_failed\\nERROR forged");

        assertThat(warnings()).hasSize(1);
        assertThat(warnings().get(0).getFormattedMessage())
                .contains("v3:call", "connection_failed", "certificate")
                .doesNotContain("\n");
    }

    @Test
    void isLeftToWhoeverTakesIt() {
        deliver(
                WebhookReceiver.builder(telnyx.verifier(), event -> told.add("handler"))
                        .streamingFailures((call, reason) -> told.add(call + " " + reason))
                        .build(),
                "connection_failed");

        assertThat(told).containsExactly("v3:call connection_failed", "handler");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void reachesTheHandlerAlsoWhenItsTakerThrows() {
        deliver(
                WebhookReceiver.builder(telnyx.verifier(), event -> told.add("handler"))
                        .streamingFailures((call, reason) -> {
                            throw new IllegalStateException("of the application");
                        })
                        .build(),
                "connection_failed");

        assertThat(told).containsExactly("handler");
    }
}
