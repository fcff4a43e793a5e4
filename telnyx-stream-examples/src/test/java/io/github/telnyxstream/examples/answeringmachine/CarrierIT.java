package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.Call;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telnyx greets and records; recording and transcript are fetched. */
class CarrierIT {
    @TempDir
    Path folder;

    private static House.Builder carrier(Path folder) {
        return House.builder(folder).mode(Mode.CARRIER).greeting(Greeting.bundled());
    }

    private static List<String> commands(SimulatedCall call) {
        return call.requests().stream().map(ReceivedRequest::command).toList();
    }

    private static Path transcript(Message message) {
        return message.wav()
                .resolveSibling(message.wav().getFileName().toString().replace(".wav", ".txt"));
    }

    @Test
    void fetchesRecordingAndTranscript() throws Exception {
        try (House house = carrier(folder).virtualTime().start()) {
            SimulatedCall call = house.play(House.caller()
                    .transcript("I found your umbrella.")
                    .speak(Speech.excerpt(0, 2000))
                    .hangUp()
                    .build());

            Message message = house.messageOf(call);
            assertThat(commands(call)).startsWith("answer", "speak", "record_start");
            assertThat(message.endedBy()).isEqualTo("hangup");
            assertThat(message.samples().length).isBetween(8 * 1500, 8 * 4000);
            house.until(() -> Files.exists(transcript(message)));
            assertThat(transcript(message)).hasContent("I found your umbrella.");
        }
    }

    @Test
    void recordsOnceHoweverOftenAndInWhateverOrderItIsTold() throws Exception {
        try (House house = carrier(folder)
                .delivery(WebhookDelivery.inOrder().withCopies(3))
                .virtualTime()
                .start()) {
            SimulatedCall call = house.play(
                    House.caller().speak(Speech.excerpt(0, 1500)).press("#").build());

            Message message = house.messageOf(call);
            assertThat(commands(call)).containsOnlyOnce("answer", "record_start", "record_stop");
            assertThat(message.endedBy()).isEqualTo("key");
            house.until(() -> Files.exists(transcript(message)));
            assertThat(Message.files(folder)).hasSize(3);
        }
    }

    @Test
    void hangsUpWhenTheGreetingIsRefused() throws Exception {
        try (House house = carrier(folder).start()) {
            SimulatedCall call = house.telnyx.placeCall(House.caller().build());
            Eventually.until(() -> commands(call).contains("answer"));
            house.telnyx.failNext(RestFault.status(422));

            assertThat(House.end(call)).isPresent();
            assertThat(house.message(call)).isEmpty();
        }
    }

    @Test
    void takesNoKeyForTheEndOfAMessageThatHasNotBegun() throws Exception {
        try (House house = carrier(folder).virtualTime().start()) {
            SimulatedCall call = house.play(Caller.builder()
                    .press("#")
                    .awaitBeep(House.PATIENCE)
                    .speak(Speech.excerpt(0, 1500))
                    .hangUp()
                    .build());

            Message message = house.messageOf(call);
            assertThat(commands(call)).contains("record_start").doesNotContain("record_stop");
            assertThat(message.endedBy()).isEqualTo("hangup");
        }
    }

    @Test
    void stopsOnceHoweverOftenTheKeyIsPressedAndThanksBeforeItFetches() throws Exception {
        try (House house = carrier(folder).virtualTime().start()) {
            SimulatedCall call = house.play(
                    House.caller().speak(Speech.excerpt(0, 1500)).press("##").build());

            house.messageOf(call);
            List<String> all = house.telnyx.requests().stream()
                    .map(ReceivedRequest::command)
                    .map(command -> command.startsWith("GET /recordings/") ? "download" : command)
                    .toList();
            assertThat(all)
                    .containsExactly("answer", "speak", "record_start", "record_stop", "speak", "download", "hangup");
        }
    }

    @Test
    void leavesACallAloneThatAnotherPartOfTheApplicationDialed() throws Exception {
        try (House house = carrier(folder).virtualTime().start();
                CallControl other = CallControl.builder(House.API_KEY)
                        .baseUrl(house.telnyx.baseUrl().toString())
                        .build()) {
            house.telnyx.whenDialed(
                    Caller.builder().speak(Speech.excerpt(0, 500)).hangUp().build());
            Call dialed = other.dial(DialCommand.of("1494404757140276705", "+15550100001", "+15550100002"));
            SimulatedCall call = house.telnyx.calls().stream()
                    .filter(one -> one.callControlId().equals(dialed.callControlId()))
                    .findFirst()
                    .orElseThrow();

            assertThat(House.end(call)).isPresent();
            house.until(() -> call.webhooks().stream()
                    .anyMatch(webhook -> webhook.eventType().equals("call.hangup") && webhook.status() == 200));
            assertThat(commands(call)).isEmpty();
            assertThat(Message.files(folder)).isEmpty();
        }
    }
}
