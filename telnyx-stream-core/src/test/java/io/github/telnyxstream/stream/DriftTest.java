package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.FramePacer;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Simulated time: minutes in the build, a day with {@code -Plong}. */
class DriftTest {
    private static final long MINUTES = Long.getLong("drift.minutes", 1);
    private static final long MILLI = 1_000_000;
    private static final long PTIME = 20 * MILLI;
    private static final int LEAD_FRAMES = 9;

    private final SteppedClock clock = new SteppedClock();

    /** Notes when frames leave against the schedule that the first one began. */
    private static final class Schedule {
        private long firstNanos;
        private long frames;
        private long latestNanos;
        private long earliestNanos;

        void left(long nowNanos) {
            if (frames == 0) {
                firstNanos = nowNanos;
            }
            frames++;
            long slot = Math.max(0, frames - LEAD_FRAMES);
            long late = nowNanos - firstNanos - slot * PTIME;
            latestNanos = Math.max(latestNanos, late);
            earliestNanos = Math.min(earliestNanos, late);
        }

        void assertKept(long nowNanos) {
            // what has become due within the last millisecond may still be on its way
            assertThat(frames)
                    .isBetween(
                            (nowNanos - MILLI - firstNanos) / PTIME + LEAD_FRAMES,
                            (nowNanos - firstNanos) / PTIME + LEAD_FRAMES);
            assertThat(earliestNanos).isZero();
            assertThat(latestNanos).isLessThan(MILLI);
        }
    }

    /** A stream that always has a frame. */
    private final class Stream implements Ticker.Visited {
        final FramePacer pacer = FramePacer.of(Duration.ofMillis(20), Duration.ofMillis(160));
        final Schedule schedule = new Schedule();

        @Override
        public long tick(long nowNanos) {
            for (int due = pacer.framesDue(nowNanos); due > 0; due--) {
                pacer.advance(1, nowNanos);
                schedule.left(nowNanos);
            }
            return pacer.nextDueNanos(nowNanos) - nowNanos;
        }
    }

    @Test
    void keepsAThousandTimelinesToTheMillisecondAndSkipsNoSlot() {
        Ticker ticker = new Ticker(clock);
        List<Stream> streams = new ArrayList<>();
        List<Ticker.Seat> seats = new ArrayList<>();
        for (int k = 0; k < 1000; k++) {
            Stream stream = new Stream();
            streams.add(stream);
            seats.add(ticker.add(stream, k * 317_000L));
        }
        for (long minute = 0; minute < MINUTES; minute++) {
            clock.step(60_000 * MILLI);
        }
        for (Stream stream : streams) {
            stream.schedule.assertKept(clock.nanoTime());
            assertThat(stream.pacer.underruns()).isZero();
            assertThat(stream.pacer.rebases()).isZero();
        }
        seats.forEach(Ticker.Seat::leave);
        ticker.close();
    }

    private final class Noting implements StreamTransport {
        final Schedule schedule = new Schedule();

        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            schedule.left(clock.nanoTime());
            callback.sent();
        }

        @Override
        public void sendPing(SendCallback callback) {
            callback.sent();
        }

        @Override
        public boolean isSendBlocking() {
            return false;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void abort() {}
    }

    private static final class Endless implements AudioSource {
        @Override
        public int sampleRateHz() {
            return 8000;
        }

        @Override
        public int read(short[] pcm, int offset, int lengthSamples) {
            return lengthSamples;
        }
    }

    @Test
    void keepsTheTimelinesOfTheWholeEngine() {
        AcceptorOptions options = AcceptorOptions.builder()
                .clock(clock)
                .listenerExecutor(Runnable::run)
                .silentPeerTimeout(Duration.ZERO)
                .pingInterval(Duration.ZERO)
                .build();
        Engine engine = new Engine(options, new Workers(Runnable::run));
        List<Noting> transports = new ArrayList<>();
        List<EngineSession> sessions = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            Noting transport = new Noting();
            EngineSession session =
                    SessionRig.session(engine, new Expected(null, null, null), transport, new RecordingListener());
            engine.enter(session);
            session.open();
            session.onText(Messages.start());
            clock.step(3 * MILLI + 217_000);
            session.play(new Endless());
            transports.add(transport);
            sessions.add(session);
        }
        for (long minute = 0; minute < MINUTES; minute++) {
            clock.step(60_000 * MILLI);
        }
        for (int k = 0; k < sessions.size(); k++) {
            transports.get(k).schedule.assertKept(clock.nanoTime());
            assertThat(sessions.get(k).statistics().underruns()).isZero();
            assertThat(sessions.get(k).statistics().framesSent()).isEqualTo(transports.get(k).schedule.frames);
        }
        engine.close();
    }
}
