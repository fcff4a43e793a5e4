package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the application that blocks fills the threads of its kind on a JDK without virtual ones, and no others. */
class BlockedApplicationTest {
    private static final int THREADS_OF_A_KIND = 256;

    private final CountDownLatch blocked = new CountDownLatch(THREADS_OF_A_KIND);
    private final CountDownLatch release = new CountDownLatch(1);

    private enum Trouble {
        LISTENER,
        READING,
        CLOSING
    }

    private void block() {
        blocked.countDown();
        try {
            release.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Listener implements StreamListener {
        private final Trouble trouble;

        Listener(Trouble trouble) {
            this.trouble = trouble;
        }

        @Override
        public void onStart(StreamSession session, StartEvent start) {
            if (trouble == Trouble.LISTENER) {
                block();
            }
        }
    }

    private final class Source implements AudioSource {
        private final Trouble trouble;

        Source(Trouble trouble) {
            this.trouble = trouble;
        }

        @Override
        public int sampleRateHz() {
            return 8000;
        }

        @Override
        public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
            if (trouble == Trouble.READING) {
                block();
            }
            return -1;
        }

        @Override
        public void close() {
            if (trouble == Trouble.CLOSING) {
                block();
            }
        }
    }

    /** The server's sends may block too, so that they need threads. */
    private static EngineSession open(Engine engine, FakeTransport transport, StreamListener listener) {
        EngineSession session = SessionRig.session(engine, new Expected(null, null, null), transport, listener);
        engine.enter(session);
        session.open();
        session.onText(Messages.start("PCMU", 8000, "v3:" + System.identityHashCode(session)));
        return session;
    }

    @ParameterizedTest
    @EnumSource
    void anotherCallIsSpokenTo(Trouble trouble) {
        AcceptorOptions options = AcceptorOptions.builder().build();
        Engine engine = new Engine(options, Workers.platform(options.clock()));
        for (int n = 0; n < THREADS_OF_A_KIND; n++) {
            EngineSession session = open(engine, new FakeTransport(options.clock(), true), new Listener(trouble));
            // what waits behind it is closed unread, and not by whoever reads
            session.play(SessionRig.clip(trouble == Trouble.CLOSING ? 500 : 1, 1));
            session.play(new Source(trouble));
            if (trouble == Trouble.CLOSING) {
                session.interrupt();
            }
        }
        Eventually.await(blocked);

        FakeTransport healthy = new FakeTransport(options.clock(), true);
        // pushed, since there is no thread left to read a source on where 256 others block in reading theirs
        LivePlayback live = open(engine, healthy, new RecordingListener()).playLive(8000);
        live.write(new short[50 * 160]);
        live.end();
        Eventually.until(() -> healthy.media().size() == 50);
        release.countDown();
        engine.close();
    }
}
