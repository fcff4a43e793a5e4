package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Telnyx says nothing more once a call is answered: no caller is left in silence. */
class SilentCallIT {
    /** Nobody listens there. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9/webhook");

    @TempDir
    Path folder;

    private House house(Mode mode) throws Exception {
        return House.builder(folder)
                .mode(mode)
                .greeting(new Greeting.Spoken("Nobody is here."))
                .virtualTime()
                .start();
    }

    private static boolean isAsked(SimulatedCall call, String command) {
        return call.requests().stream().map(ReceivedRequest::command).anyMatch(command::equals);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void hangsUpWhenNoWebhookFollowsTheAnswer(Mode mode) throws Exception {
        try (House house = house(mode)) {
            SimulatedCall call = house.telnyx.placeCall(House.caller().build());
            house.until(() -> isAsked(call, "answer"));
            house.telnyx.webhookUrl(NOWHERE);

            house.pass(CallWatch.TO_SPEAK.plus(Duration.ofMinutes(2)));

            assertThat(House.end(call)).contains("normal_clearing");
            assertThat(isAsked(call, "hangup")).isTrue();
        }
    }

    @Test
    void hangsUpWhenTheStreamIsStoppedAndTheCallGoesOn() throws Exception {
        try (House house = House.builder(folder).virtualTime().start();
                CallControl other = CallControl.builder(House.API_KEY)
                        .baseUrl(house.telnyx.baseUrl().toString())
                        .build()) {
            SimulatedCall call = house.telnyx.placeCall(House.caller().build());
            house.until(() -> health(house).equals("ok 1 calls\n"));
            other.call(call.callControlId()).stopStreaming();
            house.until(() -> health(house).equals("ok 0 calls\n"));
            assertThat(isAsked(call, "hangup")).isFalse();

            house.pass(CallWatch.TO_END);

            assertThat(House.end(call)).contains("normal_clearing");
            assertThat(isAsked(call, "hangup")).isTrue();
        }
    }

    /** What a load balancer is told: the streams whose last word was handled are not counted. */
    private static String health(House house) throws IOException {
        URI url = URI.create("http://127.0.0.1:" + house.machine.port() + "/healthz");
        try (InputStream in = url.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
