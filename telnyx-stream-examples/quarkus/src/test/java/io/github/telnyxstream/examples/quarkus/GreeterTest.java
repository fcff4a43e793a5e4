package io.github.telnyxstream.examples.quarkus;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The whole application, with what Quarkus manages: Jackson, SLF4J, Netty, Vert.x. */
@QuarkusTest
@WithTestResource(value = SimulatedTelnyx.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class GreeterTest {
    TelnyxSimulator telnyx;

    TelnyxEnvironment environment;

    @TestHTTPResource("/q/health/ready")
    URI health;

    @Test
    void greetsTheCallerAndTellsItsHealth() throws Exception {
        SimulatedCall call = telnyx.placeCall(
                Caller.builder().awaitHeard(Duration.ofMinutes(1)).hangUp().build());
        call.awaitEnd(Duration.ofMinutes(5));

        assertThatCall(call).wasAnswered().heardTone(440).wasFreeOfViolations();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("telnyx-stream").contains("openStreams");
    }

    @Test
    void letsNobodyInWithoutTokenAndTakesNoForgedWebhook() {
        assertThat(telnyx.forgeWebhook(Forgery.OTHER_KEY).join()).isEqualTo(403);
        assertThat(telnyx.forgeStream(environment.mediaUrl()).join()).isEqualTo(401);
    }
}
