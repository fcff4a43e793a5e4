package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a peer can make wait behind a listener that blocks. */
class MemoryTest {
    private static final int LIMIT = 1 << 20;

    /** A session whose listener is never given a thread, which is as good as blocked. */
    private static SessionRig blocked(StepExecutor listeners) {
        return new SessionRig(
                        options -> options.listenerExecutor(listeners).memory(new MemoryLimits(LIMIT, 10L * LIMIT)))
                .start();
    }

    private static String unknown(int chars) {
        return "{\"event\":\"news\",\"text\":\"" + "x".repeat(chars) + "\"}";
    }

    @Test
    void endsASessionForWhoseListenerTooManyEventsWait() {
        StepExecutor listeners = new StepExecutor();
        SessionRig rig = blocked(listeners);
        int messages = 0;
        while (!rig.session.hasEnded()) {
            rig.session.onText(unknown(100_000));
            messages++;
        }
        assertThat(messages).isBetween(5, 11);
        assertThat(rig.session.bytesWaiting()).isLessThan(10_000);
        assertThat(rig.transport.aborts()).isEqualTo(1);
        rig.session.onText(unknown(100_000));
        listeners.runAll();

        assertThat(rig.listener.calls()).containsExactly("failed LISTENER_OVERRUN");
        assertThat(rig.engine.waitingBytes().together()).isZero();
    }

    @Test
    void endsASessionForWhoseListenerTooManyKeysWait() {
        StepExecutor listeners = new StepExecutor();
        SessionRig rig = blocked(listeners);
        int keys = 0;
        while (!rig.session.hasEnded() && keys < 100_000) {
            rig.session.onText(Messages.dtmf('1'));
            keys++;
        }

        assertThat(keys).isBetween(1000, 10_000);
    }

    @Test
    void dropsTheOldestOfLongFramesThatWait() {
        StepExecutor listeners = new StepExecutor();
        SessionRig rig = blocked(listeners);
        for (int chunk = 1; chunk <= 50; chunk++) {
            rig.session.onText(Messages.media(Messages.STREAM, "inbound", chunk, new byte[100_000]));
        }
        assertThat(rig.session.bytesWaiting()).isBetween(LIMIT - 200_000L, (long) LIMIT);
        assertThat(rig.session.hasEnded()).isFalse();
        listeners.runAll();

        assertThat(rig.listener.calls()).endsWith("media 49", "media 50").hasSizeLessThan(15);
    }

    @Test
    void takesAMessageOfAnyPermittedSizeWhileTheListenerGetsOn() {
        SessionRig rig = new SessionRig(options -> options.memory(new MemoryLimits(LIMIT, 10L * LIMIT))).start();
        for (int k = 0; k < 50; k++) {
            rig.session.onText(unknown(2_000_000));
        }

        assertThat(rig.session.hasEnded()).isFalse();
        assertThat(rig.listener.calls())
                .filteredOn(call -> call.startsWith("unknown"))
                .hasSize(50);
    }

    @Test
    void endsTheSessionForWhichMostWaitsWhenAllTogetherAreTooMuch() {
        StepExecutor listeners = new StepExecutor();
        AcceptorOptions options = AcceptorOptions.builder()
                .clock(new ManualClock())
                .listenerExecutor(listeners)
                .memory(new MemoryLimits(LIMIT, 4L * LIMIT))
                .build();
        StepExecutor workers = new StepExecutor();
        Engine engine = new Engine(options, new Workers(workers));
        List<EngineSession> sessions = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            EngineSession session = SessionRig.session(
                    engine,
                    new Expected(null, null, null),
                    new FakeTransport(options.clock()),
                    new RecordingListener());
            engine.enter(session);
            sessions.add(session);
        }
        for (int k = 0; k < 4; k++) {
            sessions.get(k).onText(unknown(k == 2 ? 1_900_000 : 900_000));
        }
        assertThat(sessions).noneMatch(EngineSession::hasEnded);
        workers.runAll();

        assertThat(sessions.stream().filter(EngineSession::hasEnded)).containsExactly(sessions.get(2));
        assertThat(engine.waitingBytes().together()).isLessThan(4L * LIMIT);
        listeners.runAll();
        assertThat(engine.waitingBytes().together()).isZero();
    }

    @Test
    void refusesLimitsThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MemoryLimits(1000, 1 << 30));
        assertThatIllegalArgumentException().isThrownBy(() -> new MemoryLimits(1L << 31, 1L << 40));
        assertThatIllegalArgumentException().isThrownBy(() -> new MemoryLimits(1 << 20, 1 << 21));
        assertThat(AcceptorOptions.defaults().memory().bytesPerSession()).isEqualTo(4 << 20);
    }
}
