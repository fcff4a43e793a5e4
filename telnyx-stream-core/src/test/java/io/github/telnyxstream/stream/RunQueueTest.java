package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    private final List<Thread> started = new ArrayList<>();
    private final AtomicInteger backlogs = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final RunQueue queue = queueOf(1000);

    private RunQueue queueOf(int most) {
        return new RunQueue("test", most, this::start, backlogs::incrementAndGet);
    }

    private synchronized boolean start(String name, int number, Runnable hand) {
        Thread thread = new Thread(hand, name + number);
        thread.setDaemon(true);
        started.add(thread);
        thread.start();
        return false;
    }

    @AfterEach
    void close() {
        release.countDown();
        queue.close();
    }

    private void block() {
        try {
            release.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        Eventually.await(latch);
    }

    @Test
    void runsEverythingOnOneThreadWhileItGetsOn() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int round = 0; round < 200; round++) {
            CountDownLatch done = new CountDownLatch(20);
            for (int k = 0; k < 20; k++) {
                queue.execute(() -> {
                    threads.add(Thread.currentThread());
                    done.countDown();
                });
            }
            await(done);
        }

        assertThat(threads).hasSize(1);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void goesOnWithOtherThreadsWhileTasksBlock() throws InterruptedException {
        int blocked = 100;
        CountDownLatch blocking = new CountDownLatch(blocked);
        for (int k = 0; k < blocked; k++) {
            queue.execute(() -> {
                blocking.countDown();
                block();
            });
        }
        CountDownLatch done = new CountDownLatch(1);
        queue.execute(done::countDown);
        int looks = 0;
        while (done.getCount() > 0) {
            looks++;
            queue.look();
            Eventually.until(() -> queue.look() || done.getCount() == 0);
        }
        await(done);
        // the last of them was taken before the task behind it, and may not have begun yet
        await(blocking);

        assertThat(queue.size()).isBetween(blocked + 1, 2 * blocked + 2);
        assertThat(looks).isPositive();
    }

    @Test
    void startsNoMoreThreadsThanItMay() {
        RunQueue small = queueOf(3);
        AtomicInteger running = new AtomicInteger();
        for (int k = 0; k < 50; k++) {
            small.execute(() -> {
                running.incrementAndGet();
                block();
            });
        }
        Eventually.until(() -> {
            small.look();
            return running.get() == 3;
        });
        for (int k = 0; k < 100; k++) {
            small.look();
        }

        assertThat(small.size()).isEqualTo(3);
        assertThat(running.get()).isEqualTo(3);
        release.countDown();
        Eventually.until(() -> running.get() == 50);
        small.close();
    }

    @Test
    void saysThatTasksWaitBehindARunningOne() throws InterruptedException {
        CountDownLatch blocking = new CountDownLatch(1);
        queue.execute(() -> {
            blocking.countDown();
            block();
        });
        await(blocking);
        int before = backlogs.get();
        queue.execute(() -> {});

        assertThat(backlogs.get()).isGreaterThan(before);
        assertThat(queue.look()).isTrue();
    }

    @Test
    void runsTheTasksThatFollowOneThatThrows() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        queue.execute(() -> {
            throw new IllegalStateException("mine");
        });
        queue.execute(() -> {
            throw new OutOfMemoryError("mine too");
        });
        queue.execute(() -> Thread.currentThread().interrupt());
        queue.execute(() -> {
            if (!Thread.currentThread().isInterrupted()) {
                done.countDown();
            }
        });
        await(done);

        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void keepsATaskForWhichNoThreadCanBeHad() throws InterruptedException {
        AtomicInteger refusals = new AtomicInteger();
        RunQueue poor = new RunQueue(
                "poor",
                10,
                (name, number, hand) -> {
                    if (refusals.incrementAndGet() <= 3) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return start(name, number, hand);
                },
                backlogs::incrementAndGet);
        CountDownLatch done = new CountDownLatch(1);
        poor.execute(done::countDown);
        assertThat(backlogs.get()).isPositive();
        assertThat(done.getCount()).isEqualTo(1);
        while (done.getCount() > 0) {
            poor.look();
            if (refusals.get() > 3) {
                await(done);
            }
        }

        poor.close();
        assertThat(refusals.get()).isEqualTo(4);
    }

    @Test
    void keepsNoThreadAfterItWasClosedAndRunsWhatStillComes() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        queue.execute(first::countDown);
        await(first);
        queue.close();
        Eventually.until(() -> queue.size() == 0);
        CountDownLatch late = new CountDownLatch(1);
        queue.execute(late::countDown);
        await(late);

        Eventually.until(() -> queue.size() == 0);
        Eventually.until(() -> started.stream().noneMatch(Thread::isAlive));
    }

    /** With its flag set no thread can park: it would spin until the next task. */
    @Test
    void restsOnWhenSomebodyInterruptsAThreadThatHasNothingToDo() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            // a thread does not rest forever: each time from the beginning
            CountDownLatch done = new CountDownLatch(1);
            queue.execute(done::countDown);
            await(done);
            Thread resting = started.get(0);
            Eventually.until(() -> resting.getState() == Thread.State.TIMED_WAITING);
            resting.interrupt();
            Eventually.until(() -> !resting.isInterrupted());
            assertThat(resting.isAlive()).isTrue();
        }
        CountDownLatch next = new CountDownLatch(1);
        queue.execute(next::countDown);
        await(next);
    }

    @Test
    void writesWhileAllThreadsThatReadAreBlocked() throws InterruptedException {
        Workers workers = Workers.platform(StreamClock.system());
        int blocked = 256;
        CountDownLatch blocking = new CountDownLatch(blocked);
        for (int k = 0; k < blocked; k++) {
            workers.sources().execute(() -> {
                blocking.countDown();
                block();
            });
        }
        await(blocking);
        CountDownLatch written = new CountDownLatch(1);
        workers.writers().execute(written::countDown);
        await(written);
        workers.close();
    }

    @Test
    void losesNoTaskUnderManyThreads() throws InterruptedException {
        Watch watch = new Watch();
        RunQueue shared = new RunQueue("shared", 64, this::start, watch::needed);
        watch.add(shared::look);
        int each = 50_000;
        CountDownLatch done = new CountDownLatch(4 * each);
        List<Thread> posters = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            posters.add(new Thread(() -> {
                for (int k = 0; k < each; k++) {
                    shared.execute(done::countDown);
                    if (k % 1000 == 0) {
                        // lets the queue run dry, so that threads fall asleep and are woken
                        shared.execute(Thread::yield);
                    }
                }
            }));
        }
        posters.forEach(Thread::start);
        await(done);

        shared.close();
        Eventually.until(() -> shared.size() == 0);
    }

    @Test
    void isWatchedWhileItsThreadsBlock() throws InterruptedException {
        Workers workers = Workers.platform(StreamClock.system());
        int blocked = 40;
        CountDownLatch blocking = new CountDownLatch(blocked);
        for (int k = 0; k < blocked; k++) {
            workers.listeners().execute(() -> {
                blocking.countDown();
                block();
            });
        }
        await(blocking);
        CountDownLatch others = new CountDownLatch(6);
        workers.senders().execute(others::countDown);
        workers.sources().execute(others::countDown);
        workers.closers().execute(others::countDown);
        workers.exits().execute(others::countDown);
        workers.access().execute(others::countDown);
        workers.setup().execute(others::countDown);
        await(others);
        workers.close();
    }

    @Test
    void isWatchedAlsoAfterALookHasFailed() {
        Watch watch = new Watch();
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        watch.add(() -> {
            if (failures.incrementAndGet() <= 5) {
                throw new OutOfMemoryError("a look");
            }
            return false;
        });
        watch.add(() -> {
            looks.incrementAndGet();
            return false;
        });
        watch.needed();

        Eventually.until(() -> looks.get() > 5 && failures.get() > 5);
    }

    @Test
    void blocksOnTheBestThreadsThatTheJdkHas() throws InterruptedException {
        Workers workers = Workers.create(StreamClock.system());
        int blocked = 1000;
        CountDownLatch blocking = new CountDownLatch(Runtime.version().feature() >= 21 ? blocked : 256);
        for (int k = 0; k < blocked; k++) {
            workers.listeners().execute(() -> {
                blocking.countDown();
                block();
            });
        }
        await(blocking);
        workers.close();
    }
}
