package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.examples.voicemail.EndedBy;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Half an hour of a cluster in virtual time: nodes die, are frozen and go on, and the engine that joins them is away for a
 * minute. No call is lost that its node did not lose, and none is saved twice. The clocks of the nodes are ten minutes apart.
 */
class ClusterSimulationTest {
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(2);
    /** Of a call's time here two thirds are the signatures of its webhooks: while nothing happens, fewer do. */
    private static final Duration BETWEEN_QUIET_CALLS = Duration.ofSeconds(10);

    private static final Duration LONG = Duration.ofHours(1);
    private static final double MESSAGES_OF_A_CALL = 6.0;
    private static final short[] SPEECH = ToneGenerator.of(300, 8000, -15).beep(Duration.ofSeconds(2));
    private static final Duration SLOW = Duration.ofMinutes(-5);
    private static final Duration FAST = Duration.ofMinutes(5).minusSeconds(1);

    private final List<SimulatedCall> calls = new ArrayList<>();
    private final Set<SimulatedNode> frozenOnce = new HashSet<>();
    private SimulatedCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new SimulatedCluster();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** Callers ring all the time. */
    private void pass(Duration time) {
        pass(time, BETWEEN_CALLS);
    }

    private void pass(Duration time, Duration betweenCalls) {
        for (long k = 0; k < time.dividedBy(betweenCalls); k++) {
            calls.add(cluster.telnyx.placeCall(Caller.builder()
                    .awaitBeep(Duration.ofMinutes(5))
                    .speak(SPEECH)
                    .press("#")
                    .patience(Duration.ofMinutes(10))
                    .build()));
            cluster.clock.advance(betweenCalls);
        }
    }

    private void freeze(SimulatedNode node, Duration time) {
        frozenOnce.add(node);
        node.clock.freeze();
        pass(time);
        node.clock.goOn();
    }

    private void end() throws InterruptedException {
        for (SimulatedCall call : calls) {
            assertThat(call.awaitEnd(LONG)).as(() -> call.events().toString()).isPresent();
        }
    }

    private List<EndedBy> saved(SimulatedCall call) {
        return cluster.saved.getOrDefault(call.callControlId(), List.of());
    }

    private boolean isKept(SimulatedCall call) {
        return saved(call).equals(List.of(EndedBy.KEY));
    }

    /** Whether the node would take the call with it now. */
    private boolean isRunningOn(SimulatedNode node, SimulatedCall call) {
        return cluster.streamedBy.get(call.callControlId()) == node
                && saved(call).isEmpty()
                && call.events().stream().noneMatch(event -> event.kind() == SimulatorEvent.Kind.CALL_ENDED);
    }

    /** A node may take with it the calls that it was streaming, and those that it had not answered yet. */
    private boolean mayBeLost(SimulatedCall call) {
        SimulatedNode streamed = cluster.streamedBy.get(call.callControlId());
        SimulatedNode decisive = streamed == null ? cluster.answeredBy.get(call.callControlId()) : streamed;
        return decisive == null || decisive.clock.isDead() || frozenOnce.contains(decisive);
    }

    private void assertThatNoCallWasLostThatItsNodeDidNotLose() {
        Map<String, List<EndedBy>> lost = new LinkedHashMap<>();
        for (SimulatedCall call : calls) {
            assertThat(saved(call)).as("none twice").hasSizeLessThanOrEqualTo(1);
            if (!mayBeLost(call) && !isKept(call)) {
                lost.put(call.events().toString(), saved(call));
            }
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void losesNoCallWhileNothingGoesWrong() throws Exception {
        cluster.start(SLOW);
        cluster.start(FAST);
        pass(Duration.ofMinutes(1));
        end();
        assertThat(calls).allMatch(this::isKept);
        assertThat((double) cluster.routerMessages() / calls.size())
                .as("messages for each call, docs/scale.md")
                .isBetween(3.0, MESSAGES_OF_A_CALL);
        assertThat(calls)
                .filteredOn(call ->
                        cluster.answeredBy.get(call.callControlId()) != cluster.streamedBy.get(call.callControlId()))
                .as("answered here, streamed there")
                .isNotEmpty();
    }

    @Test
    void losesOnlyTheCallsOfTheNodeThatDies() throws Exception {
        SimulatedNode doomed = cluster.start(SLOW);
        cluster.start(FAST);
        cluster.start(Duration.ZERO);
        pass(Duration.ofMinutes(1));
        while (calls.stream().noneMatch(call -> isRunningOn(doomed, call))) {
            pass(BETWEEN_CALLS);
        }
        doomed.kill();
        cluster.start(SLOW);
        pass(Duration.ofMinutes(1));
        end();
        assertThatNoCallWasLostThatItsNodeDidNotLose();
        assertThat(calls).filteredOn(call -> !isKept(call)).isNotEmpty();
        assertThat(calls)
                .filteredOn(call -> cluster.answeredBy.get(call.callControlId()) == doomed
                        && cluster.streamedBy.get(call.callControlId()) != doomed)
                .as("answered by the node that died, streamed by another")
                .isNotEmpty()
                .allMatch(this::isKept);
    }

    @Test
    @Tag("thorough")
    void losesNoCallOfTheOthersWhileANodeStandsStill() throws Exception {
        cluster.start(SLOW);
        SimulatedNode frozen = cluster.start(FAST);
        cluster.start(Duration.ZERO);
        pass(Duration.ofSeconds(40));
        freeze(frozen, Duration.ofSeconds(30));
        pass(Duration.ofMinutes(1));
        end();
        assertThatNoCallWasLostThatItsNodeDidNotLose();
        assertThat(cluster.streamedBy).containsValue(frozen);
    }

    @Test
    @Tag("thorough")
    void losesNoCallWhileTheEngineIsAway() throws Exception {
        cluster.start(SLOW);
        cluster.start(FAST);
        pass(Duration.ofSeconds(40));
        cluster.engineIsAway();
        pass(Duration.ofMinutes(1));
        cluster.engineIsBack();
        pass(Duration.ofMinutes(2));
        end();
        assertThat(calls).allMatch(this::isKept);
    }

    /** All of it, one after the other and at once. */
    @Test
    @Tag("thorough")
    void livesThroughHalfAnHourOfTroubles() throws Exception {
        List<SimulatedNode> nodes = new ArrayList<>(
                List.of(cluster.start(SLOW), cluster.start(FAST), cluster.start(Duration.ZERO), cluster.start(FAST)));
        pass(Duration.ofMinutes(1));
        for (int round = 0; round < 3; round++) {
            nodes.remove(0).kill();
            pass(Duration.ofSeconds(30));
            nodes.add(cluster.start(round % 2 == 0 ? SLOW : FAST));
            pass(Duration.ofMinutes(1));
            freeze(nodes.get(round), Duration.ofSeconds(30));
            pass(Duration.ofMinutes(1));
            cluster.engineIsAway();
            pass(Duration.ofSeconds(20));
            nodes.remove(0).kill();
            pass(Duration.ofSeconds(40));
            cluster.engineIsBack();
            nodes.add(cluster.start(SLOW));
            pass(Duration.ofMinutes(5), BETWEEN_QUIET_CALLS);
        }
        end();
        assertThatNoCallWasLostThatItsNodeDidNotLose();
        assertThat(calls).hasSizeGreaterThan(400);
        assertThat(calls).filteredOn(this::isKept).hasSizeGreaterThan(calls.size() * 9 / 10);
    }
}
