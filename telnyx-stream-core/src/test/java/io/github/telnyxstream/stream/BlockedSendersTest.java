package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Peers that stop reading fill the senders' threads of a JDK without virtual ones, and are got rid of all the same. */
class BlockedSendersTest {
    private static final int THREADS_OF_A_KIND = 256;

    /** Its send blocks until it is aborted, as that of a socket does. */
    private static final class Stuck implements StreamTransport {
        final CountDownLatch sending = new CountDownLatch(1);
        final CountDownLatch aborted = new CountDownLatch(1);

        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            sending.countDown();
            try {
                aborted.await();
                callback.failed(new IOException("aborted"));
            } catch (InterruptedException stopped) {
                callback.failed(stopped);
            }
        }

        @Override
        public void sendPing(SendCallback callback) {
            callback.sent();
        }

        @Override
        public boolean isSendBlocking() {
            return true;
        }

        @Override
        public void close(int code, String reason) {
            abort();
        }

        @Override
        public void abort() {
            aborted.countDown();
        }
    }

    private static EngineSession open(Engine engine, StreamTransport transport, StreamListener listener) {
        EngineSession session = SessionRig.session(engine, new Expected(null, null, null), transport, listener);
        engine.enter(session);
        session.open();
        session.onText(Messages.start("PCMU", 8000, "v3:" + System.identityHashCode(session)));
        return session;
    }

    @Test
    void anAcceptorWhoseSendersAreAllBlockedAbortsThemAndGoesOn() throws InterruptedException {
        AcceptorOptions options =
                AcceptorOptions.builder().sendTimeout(Duration.ofSeconds(2)).build();
        Engine engine = new Engine(options, Workers.platform(options.clock()));
        List<Stuck> stuck =
                IntStream.range(0, THREADS_OF_A_KIND).mapToObj(n -> new Stuck()).toList();
        List<RecordingListener> listeners = new ArrayList<>();
        for (Stuck each : stuck) {
            RecordingListener listener = new RecordingListener();
            listeners.add(listener);
            open(engine, each, listener).play(SessionRig.clip(50, 1));
        }
        for (Stuck each : stuck) {
            each.sending.await();
        }

        Eventually.until(() -> engine.sessions().isEmpty());
        // a socket is left by a thread of its own
        stuck.forEach(each -> Eventually.await(each.aborted));
        assertThat(listeners).allSatisfy(listener -> {
            assertThat(listener.terminalCalls()).isEqualTo(1);
            assertThat(listener.failures())
                    .extracting(StreamFailure::kind)
                    .containsExactly(StreamFailure.Kind.SEND_TIMEOUT);
        });

        FakeTransport healthy = new FakeTransport(options.clock());
        EngineSession next = open(engine, healthy, new RecordingListener());
        next.play(SessionRig.clip(50, 1));
        Eventually.until(() -> healthy.media().size() == 50);
        engine.close();
    }
}
