package io.github.telnyxstream.examples.springboot;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class DrainTest {
    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void letsTheRunningCallEndBeforeTheWebServerStops(String type) throws Exception {
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder().apiKey("KEYtest").start()) {
            ConfigurableApplicationContext application = start(telnyx, type);
            Caller caller = Caller.builder()
                    .awaitHeard(Duration.ofHours(1))
                    .pause(Duration.ofSeconds(3))
                    .hangUp()
                    .build();
            SimulatedCall call = telnyx.placeCall(caller);
            StreamAcceptor acceptor = application.getBean(StreamAcceptor.class);
            Eventually.until(() -> acceptor.openSessions() == 1);
            Thread closing = new Thread(application::close);
            closing.start();
            Eventually.until(() -> !acceptor.isReady());
            Eventually.until(() -> call.awaitEnd(Duration.ofSeconds(1)).isPresent());
            closing.join();
            assertThatCall(call).endedBy("caller").heardTone(440);
            // its last webhooks may come when nobody is there any more; the stream was not cut off
            assertThat(call.events()).anyMatch(event -> event.toString().contains("stopped by Telnyx"));
            assertThat(application.isActive()).isFalse();
        }
    }

    private static ConfigurableApplicationContext start(TelnyxSimulator telnyx, String type) {
        ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .run(
                        "--server.port=0",
                        "--spring.main.web-application-type=" + type,
                        "--spring.lifecycle.timeout-per-shutdown-phase=2h",
                        "--telnyx.api-key=KEYtest",
                        "--telnyx.public-key=" + telnyx.publicKey(),
                        "--telnyx.base-url=" + telnyx.baseUrl(),
                        "--telnyx.drain.accept-grace=0s",
                        "--telnyx.drain.deadline=1h");
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        telnyx.webhookUrl(URI.create("http://127.0.0.1:" + port + "/webhook"));
        return application;
    }
}
