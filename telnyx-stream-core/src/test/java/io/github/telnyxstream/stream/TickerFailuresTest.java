package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.telnyxstream.testkit.Eventually;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Every stream depends on the ticker's thread: it survives what fails beside the visits, too. */
class TickerFailuresTest {
    private static final long MILLI = 1_000_000;

    private static Ticker.Visited counting(AtomicInteger visits, long everyNanos) {
        return now -> {
            visits.incrementAndGet();
            return everyNanos;
        };
    }

    @Test
    void goesOnWhenThereIsNoMemoryWhileItWaits() {
        StreamClock system = StreamClock.system();
        AtomicInteger failures = new AtomicInteger();
        Ticker own = new Ticker(new StreamClock() {
            @Override
            public long nanoTime() {
                return system.nanoTime();
            }

            @Override
            public void parkUntil(long deadlineNanos) throws InterruptedException {
                if (failures.incrementAndGet() <= 3) {
                    throw new OutOfMemoryError("elsewhere");
                }
                system.parkUntil(deadlineNanos);
            }
        });
        AtomicInteger visits = new AtomicInteger();
        Ticker.Seat seat = own.add(counting(visits, MILLI), 0);
        Eventually.until(() -> failures.get() > 3 && visits.get() > 3);
        seat.leave();
        own.close();

        Eventually.until(() -> !own.isRunning());
    }

    @Test
    void whoCannotBeSeatedForWantOfMemoryIsVisitedInTimeAllTheSame() {
        SteppedClock clock = new SteppedClock();
        Ticker ticker = new Ticker(clock, Thread::new, new Wheel(Ticker.SLOTS) {
            @Override
            int[] larger(int[] room, int size) {
                throw new OutOfMemoryError("none");
            }
        });
        AtomicInteger visits = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        ticker.add(counting(visits, 20 * MILLI), 0);
        ticker.add(counting(others, 30 * MILLI), 0);
        for (int millis = 0; millis < 600; millis++) {
            clock.step(MILLI);
        }

        assertThat(visits).hasValueBetween(28, 31);
        assertThat(others).hasValueBetween(18, 21);
        ticker.close();
    }

    @Test
    void goesOnWhenAFailureCannotBeLogged() {
        SteppedClock clock = new SteppedClock();
        Ticker ticker = new Ticker(clock);
        ticker.add(
                now -> {
                    throw new IllegalStateException() {
                        private static final long serialVersionUID = 1;

                        @Override
                        public String getMessage() {
                            throw new InternalError("no memory to say so");
                        }
                    };
                },
                0);
        AtomicInteger visits = new AtomicInteger();
        ticker.add(counting(visits, 20 * MILLI), 0);
        Logger log = (Logger) LoggerFactory.getLogger(Ticker.class);
        log.setLevel(Level.ERROR);
        try {
            for (int millis = 0; millis < 60; millis++) {
                clock.step(MILLI);
            }
        } finally {
            log.setLevel(null);
        }

        ticker.close();

        assertThat(visits.get()).isBetween(3, 4);
    }

    /** A virtual machine without memory throws one and the same object again and again. */
    @Test
    void goesOnWhenTheSameFailureMeetsTheLog() {
        SteppedClock clock = new SteppedClock();
        Ticker ticker = new Ticker(clock);
        SameError shared = new SameError();
        AtomicInteger before = new AtomicInteger();
        AtomicInteger behind = new AtomicInteger();
        ticker.add(counting(before, 20 * MILLI), 0);
        ticker.add(
                now -> {
                    throw shared;
                },
                0);
        ticker.add(counting(behind, 20 * MILLI), 0);
        Logger log = (Logger) LoggerFactory.getLogger(Ticker.class);
        log.setLevel(Level.ERROR);
        try {
            for (int millis = 0; millis < 60; millis++) {
                clock.step(MILLI);
            }
        } finally {
            log.setLevel(null);
        }
        ticker.close();

        assertThat(before.get()).isBetween(3, 4);
        assertThat(behind.get()).isBetween(3, 4);
    }

    private static final class SameError extends Error {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw this;
        }
    }

    /** What goes wrong beside a visit costs nobody his own: who was taken out of the slot is looked for. */
    @Test
    void visitsTheOthersOfATickWhenOneCannotBeTouched() {
        SteppedClock clock = new SteppedClock();
        Ticker ticker = new Ticker(clock);
        AtomicInteger others = new AtomicInteger();
        ticker.add(
                new Ticker.Visited() {
                    @Override
                    public int touch() {
                        throw new OutOfMemoryError("elsewhere");
                    }

                    @Override
                    public long tick(long nowNanos) {
                        return 20 * MILLI;
                    }
                },
                20 * MILLI);
        ticker.add(counting(others, 20 * MILLI), 20 * MILLI);
        ticker.add(counting(others, 20 * MILLI), 20 * MILLI);
        for (int millis = 0; millis < 200; millis++) {
            clock.step(MILLI);
        }
        ticker.close();

        assertThat(others.get()).isBetween(16, 22);
    }
}
