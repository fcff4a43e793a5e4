package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.testkit.caller.Caller;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys are gathered as Telnyx\'s reference says, told by webhooks; in virtual time. */
class GatherEffectsTest {
    private static final String VOICE = "\"voice\":\"male\"";

    private final VirtualBench bench = new VirtualBench();

    @BeforeEach
    void withoutAStream() {
        bench.answer = "{}";
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private SimulatedCall answered() {
        return bench.call(Caller.builder().build());
    }

    private void accepted(SimulatedCall call, String name, String body) {
        assertThat(bench.command(call, name, body)).isEqualTo("200");
        bench.clock.settle();
    }

    private String gathered() {
        JsonNode payload = bench.payload("call.gather.ended");
        return payload.path("digits").asText() + " " + payload.path("status").asText();
    }

    @Test
    void gathersKeysUntilTheTerminatingOne() {
        SimulatedCall call = answered();
        accepted(call, "gather", "{}");
        call.press("123#");
        bench.pass(seconds(2));

        assertThat(gathered()).isEqualTo("123 valid");
    }

    @Test
    void gathersAsManyKeysAsAreWanted() {
        SimulatedCall call = answered();
        accepted(call, "gather", "{\"maximum_digits\":2}");
        call.press("4567");
        bench.pass(seconds(0.3));

        assertThat(gathered()).isEqualTo("45 valid");
    }

    @Test
    void givesUpGatheringWhenNoKeyComes() {
        SimulatedCall call = answered();
        accepted(call, "gather", "{\"timeout_millis\":3000}");
        bench.pass(seconds(2.9));
        assertThat(bench.hookTypes(call.callControlId())).doesNotContain("call.gather.ended");
        bench.pass(seconds(0.2));

        assertThat(gathered()).isEqualTo(" timeout");
    }

    /** Page "Gather": five seconds for the first key, five between two, a minute for all, each unless something else is asked. */
    @Test
    void waitsAsLongAsIsDocumentedWhereNothingIsAsked() {
        SimulatedCall call = answered();
        accepted(call, "gather", "{}");
        bench.pass(seconds(4.9));
        assertThat(bench.hookTypes(call.callControlId())).doesNotContain("call.gather.ended");
        bench.pass(seconds(0.2));
        assertThat(gathered()).isEqualTo(" timeout");

        accepted(call, "gather", "{}");
        call.press("1");
        bench.pass(seconds(4.8));
        call.press("2");
        bench.pass(seconds(4.8));
        assertThat(ends(call)).isOne();
        bench.pass(seconds(0.4));
        assertThat(gathered()).isEqualTo("12 valid");

        accepted(call, "gather", "{}");
        for (int key = 0; key < 15; key++) {
            call.press("3");
            bench.pass(seconds(4));
        }
        assertThat(ends(call)).isEqualTo(3);
        assertThat(gathered()).isEqualTo("333333333333333 valid");
    }

    private long ends(SimulatedCall call) {
        return bench.hookTypes(call.callControlId()).stream()
                .filter("call.gather.ended"::equals)
                .count();
    }

    @Test
    void letsTheFirstKeyTakeAsLongAsIsAsked() {
        SimulatedCall call = answered();
        accepted(call, "gather", "{\"initial_timeout_millis\":20000}");
        bench.pass(seconds(19));
        call.press("6#");
        bench.pass(seconds(0.5));
        assertThat(gathered()).isEqualTo("6 valid");

        assertThat(bench.command(call, "gather", "{\"initial_timeout_millis\":120001}"))
                .isEqualTo("422 10033");
    }

    @Test
    void endsGatheringBetweenTwoKeysThatAreFarApart() {
        SimulatedCall call = answered();
        accepted(call, "gather", "{\"minimum_digits\":3,\"inter_digit_timeout_millis\":1000}");
        call.press("1");
        bench.pass(seconds(2));

        assertThat(gathered()).isEqualTo("1 invalid");
    }

    @Test
    void asksAgainAfterWrongKeysAndIsInterruptedByAKey() {
        SimulatedCall call = answered();
        accepted(
                call,
                "gather_using_speak",
                "{\"payload\":\"Your number please\",\"invalid_payload\":\"No\"," + VOICE
                        + ",\"valid_digits\":\"12\",\"maximum_tries\":2}");
        bench.pass(seconds(3));
        call.press("9");
        bench.pass(seconds(0.1));
        call.press("1#");
        bench.pass(seconds(1));

        assertThat(gathered()).isEqualTo("1 valid");
        assertThat(bench.hookTypes(call.callControlId()))
                .as("gather_using_speak has no webhooks of its speech")
                .doesNotContain("call.speak.started");
        assertThat(call.sound().sections()).hasSize(2);
    }

    /** "The maximum number of times that a file should be played back if there is no input from the user on the call." */
    @Test
    void asksAsOftenAsItIsToldToWhenNoKeyComes() {
        SimulatedCall call = answered();
        accepted(
                call,
                "gather_using_speak",
                "{\"payload\":\"Your number please\",\"maximum_tries\":3,\"timeout_millis\":2000," + VOICE + "}");
        bench.pass(seconds(7.5));
        assertThat(bench.hookTypes(call.callControlId())).doesNotContain("call.gather.ended");
        bench.pass(seconds(3));

        assertThat(gathered()).isEqualTo(" timeout");
        assertThat(call.sound().sections()).hasSize(3);
    }

    @Test
    void endsAlsoWhenThePromptWasStoppedBeforeItBegan() {
        SimulatedCall call = answered();
        accepted(call, "speak", "{\"payload\":\"Something that takes quite a while to say\"," + VOICE + "}");
        accepted(
                call,
                "gather_using_speak",
                "{\"payload\":\"Your number please\",\"maximum_tries\":1,\"timeout_millis\":2000," + VOICE + "}");
        accepted(call, "playback_stop", "{\"stop\":\"all\"}");
        bench.pass(seconds(2.2));

        assertThat(gathered()).isEqualTo(" timeout");
        assertThat(call.sound().audible()).isLessThan(seconds(0.2));
    }

    @Test
    void saysNoPromptAfterTheKeys() {
        SimulatedCall call = answered();
        accepted(call, "speak", "{\"payload\":\"Good morning\"," + VOICE + "}");
        accepted(call, "gather_using_speak", "{\"payload\":\"Your number please\"," + VOICE + "}");
        call.press("1#");
        bench.pass(seconds(5));

        assertThat(gathered()).isEqualTo("1 valid");
        assertThat(call.sound().audible()).isLessThan(seconds(1));
    }

    @Test
    void gathersWhileAFilePlays() {
        SimulatedCall call = answered();
        accepted(call, "gather_using_audio", "{\"media_name\":\"menu\",\"maximum_digits\":1}");
        bench.pass(seconds(0.5));
        call.press("7");
        bench.pass(seconds(0.5));

        assertThat(gathered()).isEqualTo("7 valid");
        assertThat(bench.payload("call.playback.ended").path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void stopsGatheringWhenToldAndWhenTheCallEnds() {
        SimulatedCall call = answered();
        accepted(call, "gather", "{}");
        call.press("8");
        bench.pass(seconds(0.5));
        accepted(call, "gather_stop", "{}");
        assertThat(gathered()).isEqualTo("8 cancelled");

        accepted(call, "gather", "{}");
        call.hangUp();
        bench.pass(seconds(0.1));
        assertThat(gathered()).isEqualTo(" call_hangup");
    }
}
