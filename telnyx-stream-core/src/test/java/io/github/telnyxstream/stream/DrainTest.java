package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of an acceptor in steps, in its own time. */
class DrainTest {
    private static final Handshake ANYBODY = new Handshake("/media", null, Map.of(), "192.0.2.1");
    private static final Duration DEADLINE = Duration.ofMinutes(30);

    private final ManualClock clock = new ManualClock();
    private final List<DrainReport> reports = new CopyOnWriteArrayList<>();
    private final List<String> decided = new CopyOnWriteArrayList<>();
    private final RecordingListener listener = new RecordingListener();
    private final StreamAcceptor acceptor = StreamAcceptor.builder(() -> listener)
            .options(AcceptorOptions.builder()
                    .clock(clock)
                    .listenerExecutor(Runnable::run)
                    .silentPeerTimeout(Duration.ZERO)
                    .build())
            .build();
    private final FakeTransport transport = new FakeTransport(clock);

    @AfterEach
    void close() {
        acceptor.close();
        clock.advanceMillis(3_600_000);
    }

    private TransportListener opened() {
        TransportListener socket =
                acceptor.authorise(ANYBODY).toCompletableFuture().join().open(transport);
        socket.onText(Messages.start());
        return socket;
    }

    private boolean isLetIn() {
        var admission = acceptor.authorise(ANYBODY).toCompletableFuture().join();
        admission.abandon();
        return admission.isAccepted();
    }

    private CompletableFuture<DrainReport> drain(DrainPlan.Builder plan) {
        return acceptor.drain(plan.report(Duration.ofMinutes(1), reports::add)
                        .atDeadline(session -> decided.add(session.callControlId()))
                        .build())
                .toCompletableFuture();
    }

    /** In steps, so that whoever waits for each of them sees it. */
    private void pass(Duration time) {
        for (long left = time.toSeconds(); left > 0; left--) {
            clock.advanceMillis(1_000);
        }
    }

    @Test
    void isNotReadyAtOnceAndRefusesAfterTheGraceTime() {
        opened();
        CompletableFuture<DrainReport> end = drain(DrainPlan.builder(DEADLINE));
        assertThat(acceptor.isReady()).isFalse();
        assertThat(acceptor.isAccepting()).isTrue();
        assertThat(isLetIn()).isTrue();

        pass(Duration.ofSeconds(10));

        Eventually.until(() -> !acceptor.isAccepting());
        assertThat(isLetIn()).isFalse();
        assertThat(end).isNotDone();
    }

    @Test
    void endsWhenTheLastCallDoes() {
        TransportListener socket = opened();
        CompletableFuture<DrainReport> end = drain(DrainPlan.builder(DEADLINE).acceptGrace(Duration.ZERO));
        socket.onText(Messages.stop());

        DrainReport last = end.join();

        assertThat(last.isEmpty()).isTrue();
        assertThat(last.isOverdue()).isFalse();
        assertThat(decided).isEmpty();
    }

    @Test
    void tellsWhoIsLeft() {
        TransportListener socket = opened();
        CompletableFuture<DrainReport> end = drain(DrainPlan.builder(DEADLINE).acceptGrace(Duration.ZERO));
        Eventually.until(() -> {
            clock.advanceMillis(1_000);
            return !reports.isEmpty();
        });

        assertThat(reports.get(0).openSessions()).isEqualTo(1);
        assertThat(reports.get(0).calls()).containsExactly(Messages.CALL);
        socket.onText(Messages.stop());
        end.join();
    }

    @Test
    void letsTheApplicationDecideAtTheDeadlineAndGoesAwayAfterItsLastWords() {
        opened();
        CompletableFuture<DrainReport> end =
                drain(DrainPlan.builder(Duration.ofMinutes(2)).lastWords(Duration.ofDays(1)));
        Eventually.until(() -> {
            clock.advanceMillis(1_000);
            return !decided.isEmpty();
        });
        assertThat(decided).containsExactly(Messages.CALL);
        assertThat(transport.closeCodes()).isEmpty();

        Eventually.until(() -> {
            clock.advanceMillis(3_600_000);
            return end.isDone();
        });

        assertThat(end.join().isOverdue()).isTrue();
        // a socket is left by a thread of its own
        Eventually.until(() -> transport.closeCodes().equals(List.of(1001)));
        Eventually.until(() -> listener.ends().size() == 1);
    }

    @Test
    void closesTheOthersAlthoughADecisionThrows() {
        EngineSession open = (EngineSession) opened();
        CompletableFuture<DrainReport> end = acceptor.drain(DrainPlan.builder(Duration.ZERO)
                        .atDeadline(session -> {
                            throw new IllegalStateException("no idea");
                        })
                        .build())
                .toCompletableFuture();
        // no further: the drain waits for those that it has closed by the same clock
        Eventually.until(() -> {
            if (!open.hasEnded()) {
                clock.advanceMillis(1_000);
            }
            return open.hasEnded();
        });
        assertThat(end.join().isEmpty()).isTrue();
        Eventually.until(() -> transport.closeCodes().equals(List.of(1001)));
    }

    @Test
    void refusesTimesThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DrainPlan.of(Duration.ofSeconds(-1)))
                .withMessageContaining("deadline is PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DrainPlan.builder(DEADLINE).report(Duration.ZERO, report -> {}))
                .withMessageContaining("every is PT0S");
    }
}
