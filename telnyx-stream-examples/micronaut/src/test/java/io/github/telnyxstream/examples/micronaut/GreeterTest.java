package io.github.telnyxstream.examples.micronaut;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole application, with what Micronaut manages: Jackson, SLF4J, Netty. */
@TelnyxTest
class GreeterTest {
    @Test
    void greetsTheCallerAndTellsItsHealth(TelnyxSimulator telnyx, TelnyxEnvironment environment) throws Exception {
        try (EmbeddedServer application = start(environment)) {
            SimulatedCall call = telnyx.placeCall(
                    Caller.builder().awaitHeard(Duration.ofMinutes(1)).hangUp().build());
            call.awaitEnd(Duration.ofMinutes(5));

            assertThatCall(call).wasAnswered().heardTone(440).wasFreeOfViolations();
            assertThat(health(application)).contains("telnyxStream").contains("openStreams");
        }
    }

    @Test
    void letsNobodyInWithoutTokenAndTakesNoForgedWebhook(TelnyxSimulator telnyx, TelnyxEnvironment environment) {
        try (EmbeddedServer application = start(environment)) {
            assertThat(application.isRunning()).isTrue();
            assertThat(telnyx.forgeWebhook(Forgery.OTHER_KEY).join()).isEqualTo(403);
            assertThat(telnyx.forgeStream(environment.mediaUrl()).join()).isEqualTo(401);
        }
    }

    @Test
    void isNotReadyOnceItDrains(TelnyxEnvironment environment) throws Exception {
        try (EmbeddedServer application = start(environment)) {
            ApplicationContext context = application.getApplicationContext();
            context.getBean(GracefulShutdownManager.class).shutdownGracefully().toCompletableFuture().join();

            assertThat(context.getBean(StreamAcceptor.class).isReady()).isFalse();
        }
    }

    private static EmbeddedServer start(TelnyxEnvironment environment) {
        return ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.server.port", environment.port(),
                        "micronaut.server.host", "127.0.0.1",
                        "endpoints.health.details-visible", "ANONYMOUS",
                        "telnyx.stream.path", "/media",
                        "telnyx.stream.url", environment.mediaUrl().toString(),
                        "telnyx.api-key", environment.apiKey(),
                        "telnyx.public-key", environment.publicKey(),
                        "telnyx.base-url", environment.baseUrl().toString()));
    }

    private static String health(EmbeddedServer application) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(application.getURI().resolve("/health")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
