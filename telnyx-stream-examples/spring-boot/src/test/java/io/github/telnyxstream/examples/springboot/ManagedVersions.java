package io.github.telnyxstream.examples.springboot;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;

/** A whole call with the versions that Boot manages: Jackson, SLF4J, Kotlin's standard library, Micrometer, the server, JUnit. */
abstract class ManagedVersions {
    @Test
    void runsOnWhatBootManages() {
        assertThat(SpringBootVersion.getVersion()).startsWith("4.0.");
    }

    @Test
    void answersMeasuresAndTellsItsHealth(
            TelnyxSimulator telnyx,
            TelnyxEnvironment environment,
            @Autowired MeterRegistry meters,
            @Autowired CallControl calls,
            @Autowired StreamTokens tokens)
            throws Exception {
        SimulatedCall call = telnyx.placeCall(
                Caller.builder().awaitHeard(Duration.ofMinutes(1)).hangUp().build());
        call.awaitEnd(Duration.ofMinutes(2));

        assertThatCall(call).wasAnswered().heardTone(440).hadNoRefusedCommand().wasFreeOfViolations();
        assertThat(get(environment, "/actuator/health")).contains("\"telnyx\":{\"status\":\"UP\"");
        assertThat(meters.getMeters()).extracting(meter -> meter.getId().getName()).anyMatch(name -> name.startsWith("telnyx."));
        assertThat(calls.call(call.callControlId())).isNotNull();
        assertThat(tokens).isNotNull();
    }

    @Test
    void refusesForgedWebhooks(TelnyxSimulator telnyx) {
        assertThat(telnyx.forgeWebhook(Forgery.OTHER_KEY).join()).isEqualTo(403);
    }

    @Test
    void letsNobodyInWithoutToken(TelnyxSimulator telnyx, TelnyxEnvironment environment) {
        assertThat(telnyx.forgeStream(environment.mediaUrl()).join()).isEqualTo(401);
    }

    private static String get(TelnyxEnvironment environment, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(environment.webhookUrl().resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
