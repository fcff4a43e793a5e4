package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StreamAcceptorTest extends AcceptorFixture {
    @Test
    void letsNobodyInWhileItDrainsAndWaitsForTheRest() throws InterruptedException {
        StreamAcceptor acceptor = acceptor();
        TransportListener socket =
                acceptor.authorise(ANYBODY).toCompletableFuture().join().open(transport());
        assertThat(acceptor.isAccepting()).isTrue();
        assertThat(acceptor.drain(Duration.ZERO)).isFalse();
        assertThat(acceptor.isAccepting()).isFalse();
        assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                .isEqualTo(503);

        AtomicBoolean drained = new AtomicBoolean();
        Thread draining = new Thread(() -> {
            try {
                drained.set(acceptor.drain(Duration.ofMinutes(10)));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        draining.start();
        Eventually.until(() -> draining.getState() == Thread.State.TIMED_WAITING);
        socket.onText(Messages.start());
        socket.onText(Messages.stop());
        Eventually.ended(draining);

        assertThat(drained).isTrue();
        assertThat(acceptor.drain(Duration.ZERO)).isTrue();
    }

    @Test
    void drainsByItsOwnClock() throws InterruptedException {
        StreamAcceptor acceptor = acceptor();
        acceptor.authorise(ANYBODY).toCompletableFuture().join().open(transport());
        AtomicReference<Boolean> drained = new AtomicReference<>();
        Thread draining = drain(acceptor, Duration.ofSeconds(8), drained);
        clock.advanceMillis(7_000);
        assertThat(drained.get()).isNull();
        clock.advanceMillis(1_000);
        draining.join();

        assertThat(drained.get()).isFalse();
    }

    @Test
    void waitsInDrainingForAHandshakeThatWasLetInBefore() throws InterruptedException {
        StreamAcceptor acceptor = acceptor();
        Admission letIn = acceptor.authorise(ANYBODY).toCompletableFuture().join();
        assertThat(acceptor.drain(Duration.ZERO)).isFalse();
        AtomicReference<Boolean> drained = new AtomicReference<>();
        Thread draining = drain(acceptor, Duration.ofMinutes(10), drained);
        TransportListener socket = letIn.open(transport());
        socket.onText(Messages.start());
        assertThat(drained.get()).isNull();
        socket.onText(Messages.stop());
        draining.join();

        assertThat(drained.get()).isTrue();
    }

    private static Thread drain(StreamAcceptor acceptor, Duration patience, AtomicReference<Boolean> drained) {
        Thread draining = new Thread(() -> {
            try {
                drained.set(acceptor.drain(patience));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        draining.start();
        Eventually.until(() -> draining.getState() == Thread.State.TIMED_WAITING);
        return draining;
    }

    @Test
    void abortsAPeerThatNeverAnswersTheCloseAlsoAfterItsOwnEnd() {
        StreamAcceptor acceptor = acceptor();
        FakeTransport socket = transport();
        acceptor.authorise(ANYBODY).toCompletableFuture().join().open(socket);
        acceptor.close();
        Eventually.until(() -> socket.closeCodes().equals(List.of(1000)));
        Eventually.until(() -> acceptor.openSessions() == 0);
        clock.advanceMillis(4_000);
        assertThat(socket.aborts()).isZero();

        clock.advanceMillis(2_000);
        Eventually.until(() -> {
            clock.advanceMillis(1_000);
            return socket.aborts() == 1;
        });
    }

    @Test
    void closesTheOpenSessionsAndTheirSockets() {
        StreamAcceptor acceptor = acceptor();
        acceptor.authorise(ANYBODY).toCompletableFuture().join().open(transport());
        acceptor.authorise(ANYBODY).toCompletableFuture().join().open(transport());
        acceptor.close();
        acceptor.close();

        Eventually.until(
                () -> transports.stream().allMatch(socket -> socket.closeCodes().equals(List.of(1000))));
        Eventually.until(() -> acceptor.openSessions() == 0);
        assertThat(listeners)
                .hasSize(2)
                .allSatisfy(listener -> assertThat(listener.calls()).containsExactly("closed CLOSED_BY_APPLICATION"));
        assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                .isEqualTo(503);
    }

    @Test
    void takesNoSocketThatIsOpenedAfterItWasClosed() {
        StreamAcceptor acceptor = acceptor();
        Admission admitted = acceptor.authorise(ANYBODY).toCompletableFuture().join();
        acceptor.close();
        FakeTransport socket = transport();

        assertThatIllegalStateException()
                .isThrownBy(() -> admitted.open(socket))
                .withMessageContaining("closed");
        assertThat(socket.aborts()).isEqualTo(1);
        assertThat(acceptor.openSessions()).isZero();
    }

    @Test
    void letsEverybodyInByDefault() {
        StreamAcceptor acceptor = StreamAcceptor.create(this::listener);
        acceptors.add(acceptor);

        Admission admission = acceptor.authorise(ANYBODY).toCompletableFuture().join();
        assertThat(admission.isAccepted()).isTrue();
        admission.abandon();
    }

    /** The only test with all of its own threads: a clip arrives through the real ticker and the real workers. */
    @Test
    void playsThroughItsOwnThreads() {
        StreamAcceptor acceptor = StreamAcceptor.create(this::listener);
        acceptors.add(acceptor);
        FakeTransport socket = new FakeTransport(StreamClock.system());
        EngineSession session = (EngineSession)
                acceptor.authorise(ANYBODY).toCompletableFuture().join().open(socket);
        session.onText(Messages.start());
        Playback playback = session.play(SessionRig.clipOfMillis(400));
        Eventually.until(() -> !socket.marks().isEmpty());
        session.onText(Messages.mark(socket.marks().get(0)));
        Eventually.until(() -> SessionRig.resultOf(playback) != null);
        session.onText(Messages.stop());
        Eventually.until(() -> acceptor.openSessions() == 0);

        assertThat(socket.media()).hasSize(20);
        assertThat(SessionRig.resultOf(playback).isPlayed()).isTrue();
        assertThat(listeners.get(0).calls()).containsExactly("start", "stop", "closed STOPPED");
    }
}
