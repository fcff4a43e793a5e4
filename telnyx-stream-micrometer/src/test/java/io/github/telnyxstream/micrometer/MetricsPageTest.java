package io.github.telnyxstream.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The listing of the page on metrics, and its table. */
class MetricsPageTest {
    private static final String SOME_KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void namesEveryMeterThatIsThereFromTheBeginning() throws IOException {
        bind("KEYpage", WebhookVerifier.create(SOME_KEY), event -> {});

        String page = Files.readString(Path.of("../docs/metrics.md"));
        List<String> names = registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .distinct()
                .toList();
        assertThat(names)
                .hasSizeGreaterThan(3)
                .allSatisfy(name -> assertThat(page).contains("`" + name.replace("telnyx.stream.", "")));
    }

    private void bind(String apiKey, WebhookVerifier verifier, WebhookHandler handler) {
        AcceptorOptions options =
                AcceptorOptions.builder().observer(StreamMetrics.of(registry)).build();

        CallControlMetrics metrics = CallControlMetrics.of(registry);
        CallControl calls = CallControl.builder(apiKey).observer(metrics).build();
        WebhookReceiver webhooks =
                WebhookReceiver.builder(verifier, handler).observer(metrics).build();

        assertThat(webhooks.receive("POST", Map.of(), new byte[0])).isGreaterThanOrEqualTo(400);
        StreamAcceptor.builder(() -> new StreamListener() {})
                .options(options)
                .build()
                .close();
        webhooks.close();
        calls.close();
    }
}
