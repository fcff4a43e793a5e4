package io.github.telnyxstream.callcontrol.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.command.*;
import io.github.telnyxstream.callcontrol.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every body that we can send, against the request types of Telnyx's own SDK. */
class CommandTypesIT {

    /** Our command to the SDK's type of its body. */
    private static final Map<Class<?>, String> TYPES = new LinkedHashMap<>();

    /** What the SDK knows and we have no setter for; it can be added by name. */
    private static final Set<String> LEFT_OUT = Set.of("assistant", "conversation_relay_config", "deepfake_detection");

    static {
        TYPES.put(AnswerCommand.class, "ActionAnswerParams");
        TYPES.put(BridgeCommand.class, "ActionBridgeParams");
        TYPES.put(ClientStateUpdateCommand.class, "ActionUpdateClientStateParams");
        TYPES.put(DialCommand.class, "CallDialParams");
        TYPES.put(GatherCommand.class, "ActionGatherParams");
        TYPES.put(GatherStopCommand.class, "ActionStopGatherParams");
        TYPES.put(GatherUsingAudioCommand.class, "ActionGatherUsingAudioParams");
        TYPES.put(GatherUsingSpeakCommand.class, "ActionGatherUsingSpeakParams");
        TYPES.put(HangupCommand.class, "ActionHangupParams");
        TYPES.put(PlaybackStartCommand.class, "ActionStartPlaybackParams");
        TYPES.put(PlaybackStopCommand.class, "ActionStopPlaybackParams");
        TYPES.put(RecordPauseCommand.class, "ActionPauseRecordingParams");
        TYPES.put(RecordResumeCommand.class, "ActionResumeRecordingParams");
        TYPES.put(RecordStartCommand.class, "ActionStartRecordingParams");
        TYPES.put(RecordStopCommand.class, "ActionStopRecordingParams");
        TYPES.put(RejectCommand.class, "ActionRejectParams");
        TYPES.put(SendDtmfCommand.class, "ActionSendDtmfParams");
        TYPES.put(SpeakCommand.class, "ActionSpeakParams");
        TYPES.put(StreamingStartCommand.class, "ActionStartStreamingParams");
        TYPES.put(StreamingStopCommand.class, "ActionStopStreamingParams");
        TYPES.put(SuppressionStartCommand.class, "ActionStartNoiseSuppressionParams");
        TYPES.put(SuppressionStopCommand.class, "ActionStopNoiseSuppressionParams");
        TYPES.put(TranscriptionStartCommand.class, "ActionStartTranscriptionParams");
        TYPES.put(TranscriptionStopCommand.class, "ActionStopTranscriptionParams");
        TYPES.put(TransferCommand.class, "ActionTransferParams");
    }

    private static Path home;

    @BeforeAll
    static void install() {
        home = OfficialSdk.require();
    }

    /** All that have a body, dial included. */
    static Set<Class<?>> commands() {
        return TYPES.keySet();
    }

    @Test
    void acceptsEveryBodyThatWeCanSend() throws Exception {
        StringBuilder source = source();
        int bodies = 0;
        for (Map.Entry<Class<?>, String> type : TYPES.entrySet()) {
            Set<String> literals = new LinkedHashSet<>();
            for (Map<String, Object> body : CommandSamples.bodies(type.getKey())) {
                literals.add(new String(Json.write(body), StandardCharsets.UTF_8));
            }
            for (String literal : literals) {
                source.append("export const b%d: %s = %s;%n".formatted(bodies++, typeScript(type.getKey()), literal));
            }
        }

        assertThat(OfficialSdk.typeErrors(home, "commands", source.toString())).isEmpty();
        assertThat(bodies).as("the generator has not dried up").isGreaterThan(400);
    }

    @Test
    void acceptsBodiesWithEverythingSetAtOnce() throws Exception {
        StringBuilder source = source();
        int bodies = 0;
        for (Class<?> type : TYPES.keySet()) {
            for (FullBodies.Full full : FullBodies.of(type)) {
                String literal = new String(Json.write(full.body()), StandardCharsets.UTF_8);
                source.append("export const b%d: %s = %s;%n".formatted(bodies++, typeScript(type), literal));
            }
        }

        assertThat(OfficialSdk.typeErrors(home, "full-commands", source.toString()))
                .isEmpty();
        assertThat(bodies).as("one of each command at least").isGreaterThanOrEqualTo(TYPES.size());
    }

    private static StringBuilder source() {
        return new StringBuilder("""
                import type { CallDialParams } from 'telnyx/resources/calls/calls';
                import type * as actions from 'telnyx/resources/calls/actions';

                // the oracle has to be able to say no
                // @ts-expect-error an unknown property
                export const no1: actions.ActionSpeakParams = { payload: 'x', voice: 'v', unheard_of: 1 };
                // @ts-expect-error a wrong type
                export const no2: actions.ActionSpeakParams = { payload: 'x', voice: 1 };
                // @ts-expect-error a wrong enum value
                export const no3: actions.ActionRejectParams = { cause: 'BORED' };
                // @ts-expect-error a missing property
                export const no4: actions.ActionSpeakParams = { payload: 'x' };
                """);
    }

    private static String typeScript(Class<?> type) {
        if (type == DialCommand.class) {
            return "CallDialParams";
        }
        if (type == BridgeCommand.class) {
            // the SDK renames this one field on its way to the wire, and demands it although queue and room replace it
            return "Omit<actions.ActionBridgeParams, 'call_control_id_to_bridge_with'> & { call_control_id?: string }";
        }
        return "actions." + TYPES.get(type);
    }

    @Test
    void leavesOutNoParameterOfTheSdkExceptTheNamedOnes() throws Exception {
        Map<String, Set<String>> missing = new TreeMap<>();
        for (Map.Entry<Class<?>, String> type : TYPES.entrySet()) {
            Set<String> theirs = new TreeSet<>(OfficialSdk.properties(
                    home,
                    type.getKey() == DialCommand.class ? "calls/calls.d.ts" : "calls/actions.d.ts",
                    type.getValue()));
            assertThat(theirs).as(type.getValue()).isNotEmpty();
            CommandSamples.bodies(type.getKey()).forEach(body -> theirs.removeAll(body.keySet()));
            theirs.removeAll(LEFT_OUT);
            theirs.remove("call_control_id_to_bridge_with");
            if (!theirs.isEmpty()) {
                missing.put(type.getKey().getSimpleName(), theirs);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void coversEveryCommand() {
        List<Class<?>> commands = Arrays.stream(CallCommand.class.getPermittedSubclasses())
                .filter(type -> type != GenericCommand.class)
                .toList();
        assertThat(TYPES.keySet()).containsAll(commands).hasSize(commands.size() + 1);
    }
}
