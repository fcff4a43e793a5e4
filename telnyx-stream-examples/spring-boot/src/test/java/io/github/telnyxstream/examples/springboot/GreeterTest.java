package io.github.telnyxstream.examples.springboot;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;

import io.github.telnyxstream.spring.boot.test.TelnyxStreamTest;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@TelnyxStreamTest
class GreeterTest {
    @Test
    void greetsTheCaller(TelnyxSimulator telnyx) throws Exception {
        Caller caller = Caller.builder().awaitHeard(Duration.ofHours(1)).hangUp().build();
        SimulatedCall call = telnyx.placeCall(caller);
        call.awaitEnd(Duration.ofHours(1));
        assertThatCall(call).wasAnswered().heardTone(440).wasFreeOfViolations();
    }
}
