package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.PlaybackOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A call in which both sides count: each frame says its number in its samples. */
final class LongCall {
    private static final int SAMPLES = 160;
    private static final int FRAME_MILLIS = 20;
    private static final long FRAME_NANOS = 20_000_000;
    private static final int MOST_BEHIND = 10;
    /** At least so long is a millisecond of the clock's while somebody is waited for. */
    private static final long STANDSTILL_NANOS = 120_000_000_000L;

    private static final long PAUSE_NANOS = 1_000_000;

    private final AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
    private final ManualClock clock = new ManualClock();
    private final Counting listener = new Counting();

    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();

    private LongCall() {}

    static void assertCarried(AdapterUnderTest adapter, Duration length) throws Exception {
        new LongCall().run(adapter, Math.toIntExact(length.toMillis() / FRAME_MILLIS));
    }

    private void run(AdapterUnderTest adapter, int frames) throws Exception {
        AcceptorOptions options = AcceptorOptions.builder()
                .clock(clock)
                .sendTimeout(Duration.ofHours(1))
                .silentPeerTimeout(Duration.ZERO)
                .build();
        int lead = Math.toIntExact(options.outbound().lead().toMillis() / FRAME_MILLIS) + 1;
        try (StreamAcceptor acceptor =
                        StreamAcceptor.builder(() -> listener).options(options).build();
                AdapterUnderTest.RunningServer server = adapter.serve(acceptor);
                RawClient client = RawClient.upgrade(server.port(), "/media/1")) {
            for (String message : CallingPeer.messagesBeforeMedia(1)) {
                client.sendText(message);
            }
            Bench.await(listener::hasStarted);
            clock.settle();
            long begin = clock.nanoTime();
            CompletableFuture<Void> hearing = Stranger.run(() -> hear(client));
            for (int n = 0; n < frames; n++) {
                client.sendText(media(n));
                clock.advance(Duration.ofMillis(FRAME_MILLIS));
                await(n + lead - MOST_BEHIND, n + 1 - MOST_BEHIND);
            }
            long due = lead + (clock.nanoTime() - begin) / FRAME_NANOS;
            assertThat(listener.session().statistics().framesSent()).isEqualTo(due);
            await(due, frames);
            assertThat(listener.wrong())
                    .as("frames of the caller's out of order")
                    .isZero();
            assertThat(wrong).as("frames of ours out of order").hasValue(0);
            assertThat(listener.session().statistics().underruns()).isZero();
            assertThat(listener.session().statistics().framesLost()).isZero();
            client.sendText("{\"event\":\"stop\",\"stream_id\":\"stream-1\",\"stop\":{}}");
            Bench.await(() -> acceptor.openSessions() == 0);
            client.reset();
            hearing.handle((done, hungUp) -> null).join();
        }
    }

    /**
     * Neither side may run away from the other. What the server still holds leaves when time passes, which it does slower than
     * for us meanwhile. Fails only when nothing moves any more.
     */
    private void await(long sent, int spoken) {
        long seen = -1;
        long seenNanos = System.nanoTime();
        while (heard.get() < sent || listener.heard() < spoken) {
            long moved = heard.get() + (long) listener.heard();
            if (moved != seen) {
                seen = moved;
                seenNanos = System.nanoTime();
            } else if (System.nanoTime() - seenNanos > STANDSTILL_NANOS) {
                throw new AssertionError("nothing moves: " + heard + " of " + sent + " frames of ours were heard, "
                        + listener.heard() + " of " + spoken + " of the caller's");
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
            clock.advance(Duration.ofMillis(1));
        }
    }

    private void hear(RawClient client) throws IOException {
        while (true) {
            RawClient.Frame message = client.readMessage();
            if (message.opcode() == RawClient.TEXT) {
                String payload = Base64.getEncoder().encodeToString(payload(heard.get()));
                wrong.addAndGet(message.text().contains('"' + payload + '"') ? 0 : 1);
                heard.incrementAndGet();
            }
        }
    }

    /** Numbers that survive G.711: a code for each of the last two digits of the number to the base of 100. */
    private static byte[] payload(long number) {
        byte[] ulaw = new byte[SAMPLES];
        Arrays.fill(ulaw, (byte) (number % 100));
        ulaw[0] = (byte) (number / 100 % 100);
        ulaw[1] = (byte) (number / 10_000 % 100);
        return ulaw;
    }

    private synchronized short[] pcm(long number) {
        short[] pcm = new short[SAMPLES];
        codec.decode(payload(number), 0, SAMPLES, pcm, 0);
        return pcm;
    }

    private static String media(int n) {
        return "{\"event\":\"media\",\"sequence_number\":\"" + (n + 2)
                + "\",\"stream_id\":\"stream-1\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + (n + 1)
                + "\",\"timestamp\":\"" + n * FRAME_MILLIS + "\",\"payload\":\""
                + Base64.getEncoder().encodeToString(payload(n)) + "\"}}";
    }

    /** Speaks numbers without end. */
    private final class Numbers implements AudioSource {
        private long next;

        @Override
        public int sampleRateHz() {
            return 8_000;
        }

        @Override
        public int read(short[] target, int offset, int lengthSamples) {
            int into = (int) (next % SAMPLES);
            int count = Math.min(lengthSamples, SAMPLES - into);
            System.arraycopy(pcm(next / SAMPLES), into, target, offset, count);
            next += count;
            return count;
        }
    }

    /** Counts what it hears. */
    private final class Counting implements StreamListener {
        private @Nullable StreamSession session;
        private int heard;
        private int wrong;

        @Override
        public void onStart(StreamSession started, StartEvent event) {
            started.play(new Numbers(), PlaybackOptions.defaults());
            synchronized (this) {
                session = started;
            }
        }

        @Override
        public synchronized void onMedia(StreamSession from, MediaFrame frame) {
            wrong += Arrays.equals(frame.pcm(), pcm(heard)) ? 0 : 1;
            heard++;
        }

        synchronized boolean hasStarted() {
            return session != null;
        }

        synchronized StreamSession session() {
            if (session == null) {
                throw new IllegalStateException("not started");
            }
            return session;
        }

        synchronized int heard() {
            return heard;
        }

        synchronized int wrong() {
            return wrong;
        }
    }
}
