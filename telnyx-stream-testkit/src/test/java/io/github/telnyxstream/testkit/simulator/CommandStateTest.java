package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.caller.Caller;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command's state is in the webhooks that it causes, and a command that is refused leaves nothing behind. */
class CommandStateTest {
    private static final String SPEAK = "{\"voice\":\"male\",\"payload\":\"Something that takes quite a while to say\"";

    private final VirtualBench bench = new VirtualBench();

    @BeforeEach
    void withoutAStream() {
        bench.answer = "{\"client_state\":\"b2xk\"}";
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SimulatedCall answered() {
        return bench.call(Caller.builder().build());
    }

    private String stateOf(String type) {
        return bench.payload(type).path("client_state").asText();
    }

    @Test
    void isInTheWebhooksThatTheCommandItselfCauses() {
        SimulatedCall call = answered();
        assertThat(stateOf("call.answered")).isEqualTo("b2xk");
        assertThat(bench.command(call, "speak", SPEAK + ",\"client_state\":\"c2F5\"}"))
                .isEqualTo("200");
        bench.clock.settle();
        assertThat(stateOf("call.speak.started")).isEqualTo("c2F5");
        assertThat(bench.command(call, "hangup", "{\"client_state\":\"Ynll\"}")).isEqualTo("200");
        bench.pass(Duration.ofMillis(100));

        assertThat(stateOf("call.hangup")).isEqualTo("Ynll");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"custom_headers\":7",
                "\"webhook_urls\":{\"call.hangup\":\"ftp://x\"}",
                "\"webhook_retries_policies\":{\"call.hangup\":{\"retries_ms\":[1,2,3,4,5,6]}}",
                "\"webhook_retries_policies\":{\"call.hangup\":{\"retries_ms\":[30000,30001]}}",
                "\"webhook_retries_policies\":{\"call.hangup\":{\"retries_ms\":[-1]}}",
            })
    void leavesACallAsItWasWhenItIsRefused(String refused) {
        bench.answersCalls = false;
        SimulatedCall call = bench.telnyx.placeCall(Caller.builder().build());
        bench.clock.settle();
        String body = "{\"client_state\":\"bmV3\",\"webhook_url\":\"http://127.0.0.1:1/nobody\"," + refused + "}";
        assertThat(bench.command(call, "answer", body)).startsWith("422 100");
        assertThat(bench.command(call, "answer", "{}")).isEqualTo("200");
        bench.pass(Duration.ofMillis(100));

        assertThat(bench.payload("call.answered").path("client_state").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "speak " + SPEAK + ",\"loop\":101",
                "playback_start {\"media_name\":\"song\",\"loop\":0",
                "playback_start {\"playback_content\":\"?\""
            })
    void stopsNothingWhenItIsRefused(String command) {
        SimulatedCall call = answered();
        assertThat(bench.command(call, "speak", SPEAK + "}")).isEqualTo("200");
        bench.pass(Duration.ofMillis(200));
        String[] words = command.split(" ", 2);
        assertThat(bench.command(call, words[0], words[1] + ",\"stop\":\"all\"}"))
                .startsWith("422 100");
        bench.pass(Duration.ofMillis(200));

        assertThat(bench.hookTypes(call.callControlId())).doesNotContain("call.speak.ended");
    }
}
