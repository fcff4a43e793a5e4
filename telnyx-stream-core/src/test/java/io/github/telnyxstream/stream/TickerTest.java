package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.telnyxstream.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickerTest {
    private static final long MILLI = 1_000_000;
    private static final long PTIME = 20 * MILLI;

    /** Wants to be visited after the same time again and again. */
    private static final class Counting implements Ticker.Visited {
        final AtomicInteger visits = new AtomicInteger();
        final AtomicLong lastNanos = new AtomicLong(-1);
        final long everyNanos;

        Counting(long everyNanos) {
            this.everyNanos = everyNanos;
        }

        @Override
        public long tick(long nowNanos) {
            visits.incrementAndGet();
            lastNanos.set(nowNanos);
            return everyNanos;
        }
    }

    /** Has a frame every 20 ms from its own beginning, like a stream; notes how late it is visited. */
    private static final class Timeline implements Ticker.Visited {
        private long nextNanos;
        final List<Long> lateness = new ArrayList<>();

        Timeline(long firstNanos) {
            this.nextNanos = firstNanos;
        }

        @Override
        public synchronized long tick(long nowNanos) {
            while (nextNanos - nowNanos <= 0) {
                lateness.add(nowNanos - nextNanos);
                nextNanos += PTIME;
            }
            return nextNanos - nowNanos;
        }

        synchronized List<Long> lateness() {
            return List.copyOf(lateness);
        }
    }

    private final SteppedClock clock = new SteppedClock();
    private final Ticker ticker = new Ticker(clock);
    private final List<Ticker.Seat> seats = new ArrayList<>();

    @AfterEach
    void close() {
        seats.forEach(Ticker.Seat::leave);
        ticker.close();
    }

    private <T extends Ticker.Visited> T add(T visited, long delayNanos) {
        seats.add(ticker.add(visited, delayNanos));
        return visited;
    }

    private List<Counting> addAll(int count, long everyNanos) {
        List<Counting> sessions = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            sessions.add(add(new Counting(everyNanos), k % 20 * MILLI));
        }
        return sessions;
    }

    @Test
    void visitsEachOfFourThousandSessionsOnceInTwentyMilliseconds() {
        List<Counting> sessions = addAll(4000, PTIME);
        clock.step(40 * MILLI);
        List<Integer> before =
                sessions.stream().map(session -> session.visits.get()).toList();
        for (int millis = 0; millis < 100; millis++) {
            clock.step(MILLI);
        }

        for (int k = 0; k < sessions.size(); k++) {
            assertThat(sessions.get(k).visits.get() - before.get(k)).isEqualTo(5);
        }
    }

    @Test
    void visitsEachStreamAtTheMillisecondThatItsTimelineNames() {
        List<Timeline> streams = new ArrayList<>();
        for (int k = 0; k < 100; k++) {
            long first = k * 317_000L;
            streams.add(add(new Timeline(first), first));
        }
        clock.step(0);
        for (int k = 0; k < 2000; k++) {
            clock.step(MILLI);
        }

        for (Timeline stream : streams) {
            assertThat(stream.lateness()).hasSizeBetween(98, 101).allMatch(late -> late >= 0 && late < MILLI);
        }
    }

    @Test
    void visitsEachSessionOnceAfterAStallAndThenAsBefore() {
        List<Counting> sessions = addAll(40, PTIME);
        clock.step(20 * MILLI);
        List<Integer> before =
                sessions.stream().map(session -> session.visits.get()).toList();
        clock.stall(1_000 * MILLI);
        for (int k = 0; k < sessions.size(); k++) {
            assertThat(sessions.get(k).visits.get() - before.get(k)).isEqualTo(1);
        }
        clock.stall(60_000 * MILLI);
        for (int millis = 0; millis < 20; millis++) {
            clock.step(MILLI);
        }

        for (int k = 0; k < sessions.size(); k++) {
            assertThat(sessions.get(k).visits.get() - before.get(k)).isEqualTo(3);
        }
    }

    @Test
    void visitsAtOnceWhoAsksForIt() {
        List<Counting> sessions = addAll(20, 400 * MILLI);
        clock.step(20 * MILLI);
        clock.step(5 * MILLI);
        seats.get(3).visitWithin(0);
        clock.step(0);

        assertThat(sessions.get(3).lastNanos.get()).isEqualTo(25 * MILLI);
        assertThat(sessions.get(4).lastNanos.get()).isLessThanOrEqualTo(20 * MILLI);
    }

    @Test
    void movesAVisitForwardAndNeverBack() {
        Counting session = add(new Counting(400 * MILLI), 100 * MILLI);
        clock.step(0);
        seats.get(0).visitWithin(7 * MILLI);
        seats.get(0).visitWithin(50 * MILLI);
        for (int millis = 0; millis < 60; millis++) {
            clock.step(MILLI);
        }

        assertThat(session.visits.get()).isEqualTo(1);
        assertThat(session.lastNanos.get()).isEqualTo(7 * MILLI);
    }

    @Test
    void losesNoVisitThatIsAskedForDuringAVisit() {
        AtomicInteger visits = new AtomicInteger();
        seats.add(ticker.add(
                now -> {
                    if (visits.incrementAndGet() == 1) {
                        seats.get(0).visitWithin(2 * MILLI);
                    }
                    return 500 * MILLI;
                },
                10 * MILLI));
        clock.step(0);
        for (int millis = 0; millis < 20; millis++) {
            clock.step(MILLI);
        }

        assertThat(visits.get()).isEqualTo(2);
    }

    @Test
    void visitsARemovedSessionNoMore() {
        Counting staying = add(new Counting(PTIME), 0);
        Counting leaving = add(new Counting(PTIME), 0);
        clock.step(40 * MILLI);
        seats.get(1).leave();
        seats.get(1).leave();
        clock.step(0);
        int before = leaving.visits.get();
        int stayed = staying.visits.get();
        for (int millis = 0; millis < 40; millis++) {
            clock.step(MILLI);
        }

        assertThat(leaving.visits.get()).isEqualTo(before);
        assertThat(staying.visits.get()).isEqualTo(stayed + 2);
        assertThat(ticker.isEmpty()).isFalse();
        seats.get(0).leave();
        assertThat(ticker.isEmpty()).isTrue();
    }

    /** The wake-ups are what a timer costs, not the visits. */
    @Test
    void wakesUpSeldomForManyWhoWantNothingSoon() {
        List<Counting> sessions = addAll(4000, 250 * MILLI);
        clock.step(500 * MILLI);
        int wakeUpsBefore = clock.wakeUps();
        int before = sessions.stream().mapToInt(session -> session.visits.get()).sum();
        for (int millis = 0; millis < 1000; millis++) {
            clock.step(MILLI);
        }

        assertThat(clock.wakeUps() - wakeUpsBefore).isLessThan(70);
        assertThat(sessions.stream().mapToInt(session -> session.visits.get()).sum() - before)
                .isBetween(4000 * 3, 4000 * 4);
    }

    @Test
    void sleepsWhenNobodyIsThereAndBeginsAgain() {
        add(new Counting(PTIME), 0);
        clock.step(20 * MILLI);
        seats.get(0).leave();
        clock.step(600 * MILLI);
        int wakeUps = clock.wakeUps();
        clock.step(60_000 * MILLI);
        assertThat(clock.wakeUps()).isEqualTo(wakeUps);

        Counting second = add(new Counting(PTIME), 0);
        clock.step(0);
        clock.step(20 * MILLI);

        assertThat(second.visits.get()).isEqualTo(2);
    }

    @Test
    void goesOnWhenAVisitThrows() {
        add(
                now -> {
                    throw new IllegalStateException("broken");
                },
                0);
        add(
                now -> {
                    throw new OutOfMemoryError("elsewhere");
                },
                0);
        Counting fine = add(new Counting(PTIME), 0);
        clock.step(MILLI);
        int before = fine.visits.get();
        for (int millis = 0; millis < 60; millis++) {
            clock.step(MILLI);
        }

        assertThat(fine.visits.get() - before).isEqualTo(3);
    }

    @Test
    void endsItsThreadWhenTheLastOneHasLeftAfterTheEnd() {
        Ticker own = new Ticker(StreamClock.system());
        Counting leaving = new Counting(MILLI);
        Ticker.Seat seat = own.add(leaving, 0);
        Eventually.until(() -> leaving.visits.get() > 3);
        own.close();
        int before = leaving.visits.get();
        Eventually.until(() -> leaving.visits.get() > before + 3);
        assertThat(own.isRunning()).isTrue();

        seat.leave();
        Eventually.until(() -> !own.isRunning());
    }

    @Test
    void wakesItsThreadForWhoAsks() {
        Ticker own = new Ticker(StreamClock.system());
        Counting session = new Counting(Long.MAX_VALUE);
        Ticker.Seat seat = own.add(session, Long.MAX_VALUE);
        for (int round = 1; round < 200; round++) {
            int visits = session.visits.get();
            seat.visitWithin(round % 3 * 100_000);
            Eventually.until(() -> session.visits.get() > visits);
        }
        seat.leave();
        own.close();
        Eventually.until(() -> !own.isRunning());
    }

    @Test
    void triesAgainWhenNoThreadCouldBeHad() {
        AtomicInteger tries = new AtomicInteger();
        Ticker own = new Ticker(
                StreamClock.system(),
                work -> new Thread(work) {
                    @Override
                    public synchronized void start() {
                        if (tries.incrementAndGet() == 1) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        super.start();
                    }
                },
                new Wheel(Ticker.SLOTS));
        Counting first = new Counting(MILLI);
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> own.add(first, 0));
        Counting second = new Counting(MILLI);
        Ticker.Seat seat = own.add(second, 0);
        Eventually.until(() -> second.visits.get() > 3);
        seat.leave();
        own.close();

        Eventually.until(() -> !own.isRunning());
    }

    @Test
    void goesOnWhenItIsInterrupted() {
        Ticker own = new Ticker(StreamClock.system());
        Counting session = new Counting(MILLI);
        Ticker.Seat seat = own.add(session, 0);
        for (int round = 0; round < 5; round++) {
            own.interrupt();
            int visits = session.visits.get();
            Eventually.until(() -> session.visits.get() > visits + 3);
        }
        seat.leave();
        own.close();
        Eventually.until(() -> !own.isRunning());
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
        Ticker early = new Ticker(restless);
        Counting session = new Counting(PTIME);
        Ticker.Seat seat = early.add(session, 5 * MILLI);
        Eventually.await(enough);

        assertThat(session.visits.get()).isZero();
        seat.leave();
        early.close();
        Eventually.until(() -> !early.isRunning());
    }
}
