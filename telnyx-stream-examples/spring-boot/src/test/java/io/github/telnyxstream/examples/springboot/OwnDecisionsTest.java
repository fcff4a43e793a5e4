package io.github.telnyxstream.examples.springboot;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;

import io.github.telnyxstream.spring.boot.test.TelnyxStreamTest;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@TelnyxStreamTest(properties = "signing-keys=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
@Import(OwnDecisions.class)
class OwnDecisionsTest {
    @Test
    void answersTheWelcomeAndTellsOfTheirEnd(TelnyxSimulator telnyx, @Autowired OwnDecisions decisions)
            throws Exception {
        SimulatedCall stranger = telnyx.placeCall(Caller.builder()
                .from("+15550100009")
                .pause(Duration.ofSeconds(1))
                .hangUp()
                .build());
        SimulatedCall friend = telnyx.placeCall(Caller.builder()
                .from("+15550100001")
                .awaitHeard(Duration.ofHours(1))
                .hangUp()
                .build());
        Eventually.until(() -> friend.awaitEnd(Duration.ofSeconds(1)).isPresent());
        assertThatCall(friend).wasAnswered().heardTone(440);
        Eventually.until(() -> stranger.awaitEnd(Duration.ofSeconds(1)).isPresent());
        assertThatCall(stranger).wasNotAnswered();
        Eventually.until(() -> List.copyOf(decisions.ended).stream()
                .anyMatch(hangup -> friend.callControlId().equals(hangup.callControlId())));
    }
}
