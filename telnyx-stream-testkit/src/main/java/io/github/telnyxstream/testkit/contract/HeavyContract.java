package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows that take minutes; tagged {@code heavy}, so that a build can leave them to a run of their own. */
public interface HeavyContract extends AdapterUnderTest {
    /** Frames of 20 ms. */
    int FRAMES_PER_HOUR = 3_600 * 50;

    /** Base64 of 20 ms of PCMU. */
    int PAYLOAD_CHARS = 216;

    /**
     * Four connections at once carry 100,000 messages each, and none is lost, changed or mixed up.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("heavy")
    @Proves(Rule.T3)
    default void carriesHundredThousandMessagesOnEachOfFourConnections() throws Exception {
        int connections = 4;
        int count = 100_000;
        try (Bench bench = Bench.of(this)) {
            List<CompletableFuture<Void>> readers = new ArrayList<>();
            List<SendLog> sends = new ArrayList<>();
            for (int c = 0; c < connections; c++) {
                RawClient client = bench.rawClient();
                String name = "connection " + c + ", message ";
                sends.add(new SendLog(bench.socket(c), n -> name + n).start(count));
                readers.add(Stranger.run(() -> {
                    for (int n = 0; n < count; n++) {
                        assertThat(client.readMessage().text()).isEqualTo(name + n);
                    }
                    client.close();
                }));
            }
            for (CompletableFuture<Void> reader : readers) {
                reader.join();
            }
            sends.forEach(SendLog::close);
        }
    }

    /**
     * An hour of audio both ways, as fast as the server can.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("heavy")
    @Proves(Rule.T9)
    default void carriesAnHourOfAudioBothWaysAtFullSpeed() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient();
                SendLog sends = new SendLog(bench.socket(), HeavyContract::media).start(FRAMES_PER_HOUR)) {
            CompletableFuture<Void> speaking = Stranger.run(() -> {
                for (int n = 0; n < FRAMES_PER_HOUR; n++) {
                    client.sendText(media(n));
                }
            });
            for (int n = 0; n < FRAMES_PER_HOUR; n++) {
                assertThat(client.readMessage().text()).isEqualTo(media(n));
            }
            speaking.join();
            bench.socket().awaitTexts(FRAMES_PER_HOUR);
            List<String> heard = bench.socket().texts();
            IntStream.range(0, FRAMES_PER_HOUR)
                    .forEach(n -> assertThat(heard.get(n)).isEqualTo(media(n)));
            assertThat(sends.isRepeated()).isFalse();
        }
    }

    private static String media(int n) {
        return "{\"event\":\"media\",\"media\":{\"payload\":\"" + "f".repeat(PAYLOAD_CHARS) + "\"},\"n\":" + n + "}";
    }

    /**
     * Twenty peers that do not read cost no more memory than their kernel buffers and one message each.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("heavy")
    @Proves(Rule.T5)
    default void holdsNoMemoryForPeersThatDoNotRead() throws Exception {
        int peers = 20;
        List<RawClient> deaf = new ArrayList<>();
        try (Bench bench = Bench.of(this)) {
            long before = usedBytes();
            List<SendLog> sends = new ArrayList<>();
            for (int n = 0; n < peers; n++) {
                deaf.add(bench.rawClient());
                sends.add(new SendLog(bench.socket(n), each -> "s".repeat(32 << 10)).start(Integer.MAX_VALUE));
            }
            // all at the same time: Tomcat gives a peer up that has not read for 20 s
            Bench.await(Stranger.rests(
                    () -> sends.stream().mapToInt(SendLog::sent).sum(),
                    () -> sends.stream().allMatch(each -> each.unfinished() == 1)));
            assertThat(usedBytes() - before).isLessThan(32L << 20);
            for (RawClient each : deaf) {
                each.reset();
            }
            sends.forEach(SendLog::close);
        }
    }

    private static long usedBytes() {
        long used = Long.MAX_VALUE;
        for (int n = 0; n < 5; n++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    /**
     * The server sends nothing of its own on a quiet connection: pings are the engine's.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("heavy")
    @Proves(Rule.T10)
    default void sendsNothingOfItsOwnInMoreThanAMinute() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            assertThat(client.isSilentFor(65)).isTrue();
            client.sendText("still here");
            Bench.await(() -> bench.socket().textCount() == 1);
        }
    }
}
