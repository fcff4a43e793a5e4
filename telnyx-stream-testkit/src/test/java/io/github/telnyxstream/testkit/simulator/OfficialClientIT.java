package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.caller.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telnyx's official client leads calls on the simulator, and its types and signature check judge what the simulator says. */
class OfficialClientIT extends SimulatorCase {

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(EventType.values()).collect(Collectors.toMap(EventType::wireName, Function.identity()));

    /** Longer than the official client needs on any machine. */
    private static final Duration LONG = Duration.ofMinutes(20);

    @TempDir
    Path webhooks;

    private final Map<String, Integer> seen = new HashMap<>();
    private NodeTools node;

    @BeforeEach
    void install() throws Exception {
        node = NodeTools.require();
    }

    @Test
    void letsTheOfficialClientLeadCallsWithEveryCommandAndTellsItEveryEvent() throws Exception {
        Caller.Builder machine = Caller.builder()
                .answeringMachine()
                .answersAfter(Duration.ofMillis(50))
                .press("5")
                .patience(LONG);
        for (int i = 0; i < 600; i++) {
            machine.say("Yes").pause(Duration.ofSeconds(1));
        }
        telnyx.whenDialed(machine.build());
        telnyx.failNextRecording("Internal server error");
        app.onHook = (application, hook) -> tellTheClient(hook);
        SimulatedCall toAnswer =
                telnyx.placeCall(Caller.builder().ringing(LONG).patience(LONG).build());
        SimulatedCall toReject = telnyx.placeCall(Caller.builder().ringing(LONG).build());

        List<JsonNode> answers = drive(toAnswer, toReject);

        awaitUntil(() -> app.hookTypes().stream().filter("call.hangup"::equals).count() == 5);
        assertThat(app.hooks).extracting(hook -> BY_NAME.get(hook.type())).containsOnly(EventType.values());
        assertThat(statuses("call.speak.ended")).containsExactlyInAnyOrder("completed", "cancelled", "call_hangup");
        assertThat(statuses("call.playback.ended")).contains("completed", "cancelled", "file_not_found", "failed");
        assertThat(app.authTokens).contains("token");
        assertThat(sentCommands()).containsAll(commands());
        assertThat(answers)
                .filteredOn(answer -> answer.path("type").asText().equals("refusal"))
                .extracting(answer -> answer.path("data").toString())
                .containsExactly(
                        "{\"status\":422,\"code\":\"90018\"}",
                        "{\"status\":404,\"code\":\"10005\"}",
                        "{\"status\":404,\"code\":\"10005\"}");
        assertThat(verdicts()).isNotEmpty().allMatch(verdict -> verdict.startsWith("accepted "));
        assertThat(typeErrors(answers)).isEmpty();
    }

    @Test
    void hasATypeOfTheSdkForEveryWebhookThatTheSimulatorCanSend() {
        assertThat(SdkLiterals.EVENTS).containsOnlyKeys(EventType.values());
    }

    /** Webhooks reach the client, which is another process, as names of files. */
    private void tellTheClient(FakeApplication.Hook hook) {
        synchronized (seen) {
            int nth = seen.merge(hook.type(), 1, Integer::sum);
            try {
                Files.createFile(webhooks.resolve(hook.type() + "." + nth));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private List<JsonNode> drive(SimulatedCall toAnswer, SimulatedCall toReject) throws Exception {
        List<JsonNode> answers = new ArrayList<>();
        for (String line : node.run(
                "",
                "node",
                "drive.mjs",
                FakeApplication.KEY,
                telnyx.baseUrl().toString(),
                app.streamUrl(),
                toAnswer.callControlId(),
                toReject.callControlId(),
                webhooks.toString())) {
            answers.add(FakeApplication.JSON.readTree(line));
        }
        return answers;
    }

    private List<String> statuses(String type) {
        return app.hooks.stream()
                .filter(hook -> hook.type().equals(type))
                .map(hook -> hook.payload().path("status").asText())
                .toList();
    }

    /** Everything that the simulator takes, recordings included. */
    private Set<String> commands() {
        Set<String> commands = new TreeSet<>(telnyx.commandNames());
        commands.addAll(Set.of("dial", "GET /calls", "GET /recordings", "DELETE /recordings"));
        return commands;
    }

    private Set<String> sentCommands() {
        return telnyx.requests().stream()
                .filter(request -> request.status() == 200)
                .map(request -> request.command().replaceFirst("^(GET|DELETE) .*/(calls|recordings)\\b.*", "$1 /$2"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the SDK's own signature check says about every webhook that was sent. */
    private List<String> verdicts() throws Exception {
        StringBuilder input = new StringBuilder();
        for (FakeApplication.Hook hook : app.hooks) {
            ObjectNode line = FakeApplication.JSON.createObjectNode();
            line.put("body", new String(hook.body(), StandardCharsets.UTF_8)).put("key", telnyx.publicKey());
            line.putObject("headers")
                    .put("telnyx-signature-ed25519", hook.signature())
                    .put("telnyx-timestamp", hook.timestamp());
            input.append(line).append('\n');
        }
        return node.run(input.toString(), "node", "unwrap.mjs");
    }

    /** What the compiler says about answers and webhooks, written as literals of the SDK's types. */
    private List<String> typeErrors(List<JsonNode> answers) throws Exception {
        SdkLiterals literals = new SdkLiterals();
        for (JsonNode answer : answers) {
            if (!answer.path("type").asText().equals("refusal")) {
                literals.add(answer.path("type").asText(), answer.path("data"));
            }
        }
        app.hooks.forEach(hook -> literals.add(BY_NAME.get(hook.type()), hook));
        return node.typeErrors("simulator", literals.source());
    }
}
