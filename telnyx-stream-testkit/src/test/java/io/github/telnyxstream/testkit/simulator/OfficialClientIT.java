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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telnyx's official client leads calls on the simulator, and its types and signature check judge what the simulator says. */
class OfficialClientIT extends SimulatorCase {

    /** What Telnyx documents or was seen to send, and its own SDK has no type for (protocol notes, section 5.2). */
    private static final List<String> BEYOND_THE_SDK = List.of(
            "calling_party_type",
            "codec",
            "sampling_rate",
            "end_time",
            "recording_id",
            "format",
            "from_sip_uri",
            "to_sip_uri");

    private static final Map<String, String> EVENT_TYPES = Map.of(
            "call.initiated", "CallInitiatedWebhookEvent",
            "call.answered", "CallAnsweredWebhookEvent",
            "call.hangup", "CallHangupWebhookEvent",
            "call.speak.started", "CallSpeakStartedWebhookEvent",
            "call.speak.ended", "CallSpeakEndedWebhookEvent",
            "call.recording.saved", "CallRecordingSavedWebhookEvent",
            "streaming.started", "CallStreamingStartedWebhookEvent",
            "streaming.stopped", "CallStreamingStoppedWebhookEvent");

    @TempDir
    Path folder;

    private NodeTools node;

    @BeforeEach
    void install() throws Exception {
        node = NodeTools.require();
    }

    @Test
    void letsTheOfficialClientLeadAWholeCall() throws Exception {
        telnyx.whenDialed(Caller.builder()
                .answersAfter(Duration.ofMillis(50))
                .speak(Speech.babble(60_000, 4))
                .build());
        SimulatedCall incoming = telnyx.placeCall(Caller.builder().build());
        awaitHook("call.initiated");

        Path streamStarted = folder.resolve("stream-started");
        app.onFrame = (socket, frame) -> {
            if (frame.path("event").asText().equals("start")) {
                try {
                    Files.createFile(streamStarted);
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        };

        List<JsonNode> answers = new ArrayList<>();
        for (String line : node.run(
                "",
                "node",
                "drive.mjs",
                FakeApplication.KEY,
                telnyx.baseUrl().toString(),
                app.streamUrl(),
                incoming.callControlId(),
                streamStarted.toString())) {
            answers.add(FakeApplication.JSON.readTree(line));
        }
        awaitHook("call.recording.saved");
        awaitUntil(() -> app.hookTypes().stream().filter("call.hangup"::equals).count() == 2);

        assertThat(answers).extracting(answer -> answer.path("type").asText()).contains("recordings.RecordingResponse");
        assertThat(answers)
                .anySatisfy(answer -> assertThat(answer.toString())
                        .isEqualTo("{\"type\":\"refusal\",\"data\":{\"status\":422,\"code\":\"90018\"}}"));
        assertThat(app.hookTypes())
                .contains(
                        "call.initiated",
                        "call.answered",
                        "call.speak.started",
                        "call.speak.ended",
                        "streaming.started");
        assertThat(app.authTokens).contains("token");
        assertThat(verdicts()).isNotEmpty().allMatch(verdict -> verdict.startsWith("accepted "));
        assertThat(typeErrors(answers)).isEmpty();
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
        StringBuilder source = new StringBuilder("""
                import type * as calls from 'telnyx/resources/calls/calls';
                import type * as actions from 'telnyx/resources/calls/actions';
                import type * as recordings from 'telnyx/resources/recordings/recordings';
                import type * as webhooks from 'telnyx/resources/webhooks';
                // @ts-expect-error the oracle has to be able to say no
                export const no: webhooks.CallHangupWebhookEvent = { data: { payload: { hangup_cause: 'bored' } } };
                """);
        int number = 0;
        for (JsonNode answer : answers) {
            if (!answer.path("type").asText().equals("refusal")) {
                source.append("export const c%d: %s = %s;%n"
                        .formatted(number++, answer.path("type").asText(), answer.path("data")));
            }
        }
        for (FakeApplication.Hook hook : app.hooks) {
            String type = EVENT_TYPES.get(hook.type());
            assertThat(type).as("type of " + hook.type()).isNotNull();
            source.append("export const c%d: webhooks.%s = { data: %s };%n".formatted(number++, type, known(hook)));
        }
        node.write("simulator.ts", source.toString());
        return node.run(
                "",
                "node",
                "-e",
                "const r = require('child_process').spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit',"
                        + " '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext', '--pretty', 'false',"
                        + " 'simulator.ts'], { encoding: 'utf8' });"
                        + " process.stdout.write(r.status === 0 ? '' : r.stdout || String(r.error));");
    }

    private static JsonNode known(FakeApplication.Hook hook) {
        ObjectNode data = hook.json().path("data").deepCopy();
        ObjectNode payload = (ObjectNode) data.path("payload");
        payload.remove(BEYOND_THE_SDK);
        if (payload.path("client_state").isNull()) {
            payload.remove("client_state"); // Telnyx sends null, the SDK says it is a string or absent
        }
        if (hook.type().equals("call.speak.ended")
                && payload.path("status").asText().equals("cancelled")) {
            payload.remove("status"); // the SDK names no status for speech that playback_stop ended
        }
        if (hook.type().equals("call.recording.saved")) {
            payload.remove(List.of("call_control_id", "start_time"));
        }
        return data;
    }
}
