package io.github.telnyxstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The first calls of a process, all at once, on servers whose sends may block. */
class ColdCallsTest {
    private static final int CALLS = 100;
    private static final int SECONDS = 5;

    private static final class Speaking implements StreamListener {
        @Override
        public void onStart(StreamSession session, StartEvent start) {
            session.play(AudioSource.pcm(8000, new short[SECONDS * 8000]));
        }
    }

    private static long engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("telnyx-stream-"))
                .count();
    }

    @Test
    void noneOfAHundredColdCallsRunsDryAndNoneTakesThreadsOfItsOwn() {
        ManualClock clock = new ManualClock();
        long before = engineThreads();
        List<FakeTransport> peers = IntStream.range(0, CALLS)
                .mapToObj(n -> new FakeTransport(clock, true))
                .toList();
        try (StreamAcceptor acceptor = StreamAcceptor.builder(Speaking::new)
                .options(AcceptorOptions.builder().clock(clock).build())
                .build()) {
            for (FakeTransport peer : peers) {
                peer.openAt(acceptor);
                peer.connected();
                peer.start("v3:call-" + peers.indexOf(peer), "PCMU", 8000);
            }
            clock.advance(Duration.ofSeconds(SECONDS + 1));

            assertThat(engineThreads() - before).isLessThan(CALLS);
            assertThat(peers).allSatisfy(peer -> assertThat(peer.payloads()).hasSize(SECONDS * 50));
            assertThat(acceptor.sessions())
                    .hasSize(CALLS)
                    .allSatisfy(session ->
                            assertThat(session.statistics().underruns()).isZero());
        }
    }
}
