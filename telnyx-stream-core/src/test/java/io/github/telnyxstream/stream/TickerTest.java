package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TickerTest {
    /** Lets the ticker's thread run only while the test waits, so that both agree on what has happened. */
    private static final class SteppedClock implements StreamClock {
        private long nowNanos;
        private boolean parked;
        private long deadlineNanos;

        @Override
        public synchronized long nanoTime() {
            return nowNanos;
        }

        @Override
        public synchronized void parkUntil(long deadline) throws InterruptedException {
            while (nowNanos - deadline < 0) {
                parked = true;
                deadlineNanos = deadline;
                notifyAll();
                wait();
            }
            parked = false;
        }

        /** Waits until the ticker has nothing to do, moves the time, and waits again. */
        synchronized void step(long nanos) throws InterruptedException {
            awaitParked();
            nowNanos += nanos;
            notifyAll();
            awaitParked();
        }

        synchronized void awaitParked() throws InterruptedException {
            while (!parked || nowNanos - deadlineNanos >= 0) {
                wait();
            }
        }
    }

    private static final class Counting implements Ticker.Visited {
        final AtomicInteger visits = new AtomicInteger();
        final AtomicLong lastNanos = new AtomicLong(-1);

        @Override
        public void tick(long nowNanos) {
            visits.incrementAndGet();
            lastNanos.set(nowNanos);
        }
    }

    private final SteppedClock clock = new SteppedClock();
    private final Ticker ticker = new Ticker(clock);

    @AfterEach
    void close() {
        ticker.close();
    }

    private static List<Counting> addAll(Ticker ticker, int count) {
        List<Counting> sessions = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Counting session = new Counting();
            sessions.add(session);
            ticker.add(session);
        }
        return sessions;
    }

    @Test
    void visitsEachOfFourThousandSessionsOnceInTwentyMilliseconds() throws InterruptedException {
        List<Counting> sessions = addAll(ticker, 4000);
        clock.awaitParked();
        List<Integer> before =
                sessions.stream().map(session -> session.visits.get()).toList();
        for (int millis = 0; millis < 100; millis++) {
            clock.step(1_000_000);
        }

        for (int k = 0; k < sessions.size(); k++) {
            assertThat(sessions.get(k).visits.get() - before.get(k)).isEqualTo(5);
        }
    }

    @Test
    void spreadsTheSessionsOverTheMilliseconds() throws InterruptedException {
        List<Counting> sessions = addAll(ticker, 100);
        clock.awaitParked();
        int before = sessions.stream().mapToInt(session -> session.visits.get()).sum();
        clock.step(1_000_000);

        assertThat(sessions.stream().mapToInt(session -> session.visits.get()).sum() - before)
                .isEqualTo(5);
    }

    @Test
    void visitsEachSessionOnceAfterAStallAndThenAsBefore() throws InterruptedException {
        List<Counting> sessions = addAll(ticker, 40);
        clock.awaitParked();
        List<Integer> before =
                sessions.stream().map(session -> session.visits.get()).toList();
        clock.step(1_000_000_000);
        for (int k = 0; k < sessions.size(); k++) {
            assertThat(sessions.get(k).visits.get() - before.get(k)).isEqualTo(1);
        }

        for (int millis = 0; millis < 20; millis++) {
            clock.step(1_000_000);
        }

        for (int k = 0; k < sessions.size(); k++) {
            assertThat(sessions.get(k).visits.get() - before.get(k)).isEqualTo(2);
        }
    }

    @Test
    void catchesUpAfterAShortDelayWithoutLosingItsPlace() throws InterruptedException {
        List<Counting> sessions = addAll(ticker, 20);
        clock.awaitParked();
        List<Integer> before =
                sessions.stream().map(session -> session.visits.get()).toList();
        for (int k = 0; k < 20; k++) {
            clock.step(7_300_000);
        }
        int elapsedMillis = 146;

        for (int k = 0; k < sessions.size(); k++) {
            assertThat(sessions.get(k).visits.get() - before.get(k))
                    .isBetween(elapsedMillis / 20, elapsedMillis / 20 + 1);
        }
    }

    @Test
    void visitsAWokenSessionAtTheNextTick() throws InterruptedException {
        List<Counting> sessions = addAll(ticker, 20);
        clock.awaitParked();
        for (Counting session : sessions) {
            ticker.wake(session);
        }
        clock.step(1_000_000);

        assertThat(sessions).allMatch(session -> session.lastNanos.get() == 1_000_000);
    }

    @Test
    void visitsARemovedSessionNoMore() throws InterruptedException {
        Counting staying = new Counting();
        Counting leaving = new Counting();
        ticker.add(staying);
        Runnable remove = ticker.add(leaving);
        clock.step(40_000_000);
        remove.run();
        remove.run();
        clock.awaitParked();
        int before = leaving.visits.get();
        int stayed = staying.visits.get();
        for (int millis = 0; millis < 40; millis++) {
            clock.step(1_000_000);
        }

        assertThat(leaving.visits.get()).isEqualTo(before);
        assertThat(staying.visits.get()).isEqualTo(stayed + 2);
    }

    @Test
    void restsWithoutSessionsAndBeginsAgain() throws InterruptedException {
        Counting first = new Counting();
        Runnable remove = ticker.add(first);
        clock.awaitParked();
        remove.run();
        synchronized (clock) {
            clock.nowNanos += 5_000_000_000L;
            clock.parked = false;
            clock.notifyAll();
        }
        Counting second = new Counting();
        ticker.add(second);
        clock.awaitParked();
        clock.step(20_000_000);

        assertThat(second.visits.get()).isBetween(1, 2);
    }

    @Test
    void goesOnWhenAVisitThrows() throws InterruptedException {
        ticker.add(now -> {
            throw new IllegalStateException("broken");
        });
        ticker.add(now -> {
            throw new AssertionError("broken too");
        });
        Counting fine = new Counting();
        ticker.add(fine);
        clock.awaitParked();
        int before = fine.visits.get();
        for (int millis = 0; millis < 60; millis++) {
            clock.step(1_000_000);
        }

        assertThat(fine.visits.get() - before).isEqualTo(3);
    }

    @Test
    void ignoresWakingUpTooEarly() throws InterruptedException {
        ManualClock real = new ManualClock(0);
        AtomicInteger parks = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(1);
        StreamClock restless = new StreamClock() {
            @Override
            public long nanoTime() {
                return real.nanoTime();
            }

            @Override
            public void parkUntil(long deadlineNanos) throws InterruptedException {
                if (parks.incrementAndGet() > 1000) {
                    enough.countDown();
                    real.parkUntil(deadlineNanos);
                }
            }
        };
        try (Ticker early = new Ticker(restless)) {
            List<Counting> sessions = addAll(early, 20);
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();

            assertThat(sessions.stream()
                            .mapToInt(session -> session.visits.get())
                            .sum())
                    .isLessThanOrEqualTo(1);
            real.advanceMillis(3_600_000);
        }
    }
}
