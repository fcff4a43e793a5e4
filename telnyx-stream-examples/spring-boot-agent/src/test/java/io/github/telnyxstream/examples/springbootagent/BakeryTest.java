package io.github.telnyxstream.examples.springbootagent;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.spring.boot.test.TelnyxStreamTest;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@TelnyxStreamTest
@Import(StandIns.class)
class BakeryTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static HttpServer model;

    @DynamicPropertySource
    static void startModel(DynamicPropertyRegistry properties) throws IOException {
        model = StandIns.model();
        String address = "http://127.0.0.1:" + model.getAddress().getPort();
        properties.add("spring.ai.openai.base-url", () -> address);
        properties.add("spring.ai.openai.api-key", () -> "KEYstandin");
    }

    @AfterAll
    static void stopModel() {
        model.stop(0);
    }

    @Test
    void answersTheCallerWithWhatItsToolKnows(TelnyxSimulator telnyx) throws Exception {
        SimulatedCall call = telnyx.placeCall(Caller.builder()
                .awaitHeard(LONG)
                .speak(Murmur.of("When are you open on Sunday?"))
                .awaitHeard(LONG)
                .hangUp()
                .build());
        call.awaitEnd(LONG);

        assertThat(StandIns.SPOKEN)
                .containsExactly("Miller's bakery, how can I help you?", "On Sunday we are closed.");
        assertThat(StandIns.REQUESTS.get(0))
                .contains("Miller's bakery. Be brief.", "When are you open on Sunday?", "hang_up", "transfer");
        assertThat(StandIns.REQUESTS.get(1)).contains("closed");
        assertThatCall(call).wasAnswered().wasFreeOfViolations();
    }
}
