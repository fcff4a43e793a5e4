package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.router.FaultyNetwork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes and one call: a caller in silence is hung up, one who is spoken to on another node never. */
class RoutedCallWatchTest {
    private static final Duration LONGEST_CALL = Duration.ofMinutes(5);

    private final FaultyNetwork network = new FaultyNetwork();
    private final FaultyNetwork.Node lineA = network.node();
    private final FaultyNetwork.Node lineB = network.node();
    private final StreamRouter routerA = StreamRouter.over(lineA);
    private final StreamRouter routerB = StreamRouter.over(lineB);
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final List<String> hungUpByA = new CopyOnWriteArrayList<>();
    private final List<String> hungUpByB = new CopyOnWriteArrayList<>();
    private final RoutedCallWatch a = new RoutedCallWatch(hungUpByA::add, LONGEST_CALL, now::get, routerA);
    private final RoutedCallWatch b = new RoutedCallWatch(hungUpByB::add, LONGEST_CALL, now::get, routerB);

    @AfterEach
    void close() {
        a.close();
        b.close();
        routerA.close();
        routerB.close();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
        a.check();
        b.check();
    }

    /** Answers are the nodes' own business and come a moment later. */
    private void awaitThatOnlyBWatches() {
        Eventually.until(() -> a.silent().isEmpty() && !b.isSilent("call"));
    }

    @Test
    void hangsUpACallOnWhichNobodySpeaksAnywhere() {
        a.answered("call");
        pass(CallWatch.TO_SPEAK.minusSeconds(1));
        assertThat(hungUpByA).isEmpty();
        pass(Duration.ofSeconds(1));
        Eventually.until(() -> hungUpByA.equals(List.of("call")));
        pass(LONGEST_CALL);
        assertThat(hungUpByA).containsExactly("call");
        assertThat(hungUpByB).isEmpty();
    }

    @Test
    void leavesACallAloneWhoseStreamSpeaksOnAnotherNode() {
        a.answered("call");
        b.speaks("call");
        awaitThatOnlyBWatches();
        pass(LONGEST_CALL.minusSeconds(1));
        assertThat(hungUpByA).isEmpty();
        assertThat(hungUpByB).isEmpty();
        pass(Duration.ofSeconds(1));
        Eventually.until(() -> hungUpByB.equals(List.of("call")));
        assertThat(hungUpByA).isEmpty();
    }

    @Test
    void hangsNobodyUpWhileTheNodesCannotReachEachOther() {
        a.answered("call");
        lineA.cutOff();
        lineB.cutOff();
        b.speaks("call");
        for (int k = 0; k < 12; k++) {
            pass(Duration.ofSeconds(10));
        }
        assertThat(hungUpByA).isEmpty();

        lineA.comeBack();
        lineB.comeBack();
        awaitThatOnlyBWatches();
        pass(Duration.ofMinutes(2));
        assertThat(hungUpByA).isEmpty();
        assertThat(hungUpByB).isEmpty();
    }

    /** The other node learns a moment later that the engine is back. */
    @Test
    void leavesTheOtherNodesTimeToClaimTheirCallsWhenTheEngineIsBack() throws Exception {
        a.answered("call");
        lineA.cutOff();
        lineB.cutOff();
        b.speaks("call");
        pass(CallWatch.TO_SPEAK.minusSeconds(1));
        lineA.comeBack();
        // the notice of the engine's return comes on the router's threads
        Eventually.until(() -> a.timeLeft("call").compareTo(CallWatch.TO_SPEAK.minusSeconds(1)) > 0);
        pass(Duration.ofSeconds(2));
        assertThat(hungUpByA).isEmpty();
        lineB.comeBack();
        awaitThatOnlyBWatches();
        pass(Duration.ofMinutes(2));
        assertThat(hungUpByA).isEmpty();
    }

    @Test
    void hangsUpInTheEndAlthoughNobodyCanBeAsked() {
        a.answered("call");
        lineA.cutOff();
        pass(CallWatch.TO_SPEAK);
        assertThat(hungUpByA).isEmpty();
        for (int k = 0; k < 29; k++) {
            pass(Duration.ofSeconds(10));
        }
        assertThat(hungUpByA).isEmpty();
        pass(Duration.ofSeconds(10));
        assertThat(hungUpByA).containsExactly("call");
    }

    @Test
    void learnsFromWebhooksOfAnyNodeThatACallIsOver() {
        a.answered("call");
        assertThat(b.isSilent("call")).isTrue();
        b.over("call");
        Eventually.until(() -> a.silent().isEmpty());
        pass(LONGEST_CALL);
        assertThat(hungUpByA).isEmpty();
        assertThat(b.isSilent("call")).isFalse();
    }
}
