package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.wire.MediaMessage;
import io.github.telnyxstream.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final StepExecutor executor = new StepExecutor();
    private final List<String> ran = new ArrayList<>();
    private final List<MediaMessage> posted = new ArrayList<>();
    private final List<MediaMessage> released = new ArrayList<>();
    private int reliefs;
    private final WaitingBytes bytes = new WaitingBytes(new MemoryLimits(100_000, 4 << 20), () -> reliefs++);
    private final Mailbox mailbox = new Mailbox(executor, 3, bytes, new Mailbox.MediaHandler() {
        @Override
        public void accept(MediaMessage media) {
            String track = media.track() == Track.INBOUND ? "in " : "out ";
            ran.add(track + media.chunk() + " lost " + media.lostBefore());
        }

        @Override
        public void release(MediaMessage media) {
            released.add(media);
        }
    });

    private void media(Track track, long chunk, int lostBefore) {
        MediaMessage message = Messages.read(Messages.media(track == Track.INBOUND ? "inbound" : "outbound", chunk));
        message.addLostBefore(lostBefore);
        posted.add(message);
        mailbox.postMedia(message);
    }

    private void runAll() {
        mailbox.go();
        executor.runAll();
    }

    @Test
    void runsEverythingInOrder() {
        mailbox.post(() -> ran.add("a"));
        media(Track.INBOUND, 1, 0);
        mailbox.post(() -> ran.add("b"));
        media(Track.INBOUND, 2, 7);
        runAll();

        assertThat(ran).containsExactly("a", "in 1 lost 0", "b", "in 2 lost 7");
    }

    @Test
    void goesOnAfterItsExecutorHasRefused() {
        AtomicInteger refusals = new AtomicInteger(1);
        Mailbox refused = new Mailbox(
                task -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new OutOfMemoryError("no thread");
                    }
                    executor.execute(task);
                },
                3,
                bytes,
                media -> {});
        refused.post(() -> ran.add("a"));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(refused::go);

        assertThat(refused.isAwaitingRun()).isTrue();
        refused.go();
        executor.runAll();
        assertThat(ran).containsExactly("a");
    }

    @Test
    void waitsForWhatIsDoneElsewhere() {
        StepExecutor elsewhere = new StepExecutor();
        mailbox.post(() -> ran.add("a"));
        mailbox.postElsewhere(elsewhere, () -> ran.add("loaded"));
        mailbox.post(() -> ran.add("b"));
        runAll();
        runAll();
        assertThat(ran).containsExactly("a");
        assertThat(mailbox.isAwaitingRun()).isFalse();

        elsewhere.runAll();
        assertThat(ran).containsExactly("a", "loaded");
        executor.runAll();
        assertThat(ran).containsExactly("a", "loaded", "b");
    }

    @Test
    void goesOnAfterNobodyElseHasTakenItAndAfterItHasFailed() {
        StepExecutor elsewhere = new StepExecutor();
        mailbox.postElsewhere(elsewhere, () -> {
            throw new AssertionError("not to be loaded");
        });
        mailbox.postElsewhere(
                refusing -> {
                    throw new OutOfMemoryError("no thread");
                },
                () -> ran.add("never"));
        mailbox.post(() -> ran.add("b"));
        runAll();
        elsewhere.runAll();
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(executor::runAll);

        assertThat(mailbox.isAwaitingRun()).isTrue();
        runAll();
        assertThat(ran).containsExactly("b");
    }

    @Test
    void runsNothingBeforeItIsToldTo() {
        mailbox.post(() -> ran.add("a"));
        executor.runAll();
        assertThat(ran).isEmpty();
        assertThat(mailbox.isAwaitingRun()).isTrue();

        mailbox.go();
        assertThat(mailbox.isAwaitingRun()).isFalse();
        executor.runAll();
        assertThat(ran).containsExactly("a");
        assertThat(mailbox.isAwaitingRun()).isFalse();
    }

    @Test
    void dropsTheOldestAudioAndNothingElse() {
        for (int chunk = 1; chunk <= 5; chunk++) {
            media(Track.INBOUND, chunk, 0);
            int now = chunk;
            mailbox.post(() -> ran.add("task " + now));
        }
        runAll();

        assertThat(ran)
                .containsExactly(
                        "task 1", "task 2", "in 3 lost 2", "task 3", "in 4 lost 0", "task 4", "in 5 lost 0", "task 5");
        assertThat(mailbox.dropped()).isEqualTo(2);
    }

    @Test
    void owesWhatWasDroppedToTheTrackThatLostIt() {
        media(Track.INBOUND, 1, 4);
        media(Track.OUTBOUND, 1, 0);
        media(Track.OUTBOUND, 2, 0);
        media(Track.INBOUND, 2, 1);
        runAll();

        assertThat(ran).containsExactly("out 1 lost 0", "out 2 lost 0", "in 2 lost 6");
    }

    @Test
    void runsTheLastOneLastAndNothingAfterIt() {
        mailbox.post(() -> ran.add("a"));
        mailbox.close(() -> ran.add("last"));
        mailbox.post(() -> ran.add("b"));
        media(Track.INBOUND, 1, 0);
        mailbox.close(() -> ran.add("last again"));
        runAll();

        assertThat(ran).containsExactly("a", "last");
    }

    @Test
    void goesOnAfterSomethingThrows() {
        mailbox.post(() -> {
            throw new IllegalStateException("mine");
        });
        mailbox.post(() -> {
            throw new AssertionError("mine too");
        });
        mailbox.close(() -> ran.add("last"));
        runAll();

        assertThat(ran).containsExactly("last");
    }

    @Test
    void runsWhatIsAddedWhileItRuns() {
        mailbox.post(() -> {
            mailbox.post(() -> ran.add("added"));
            mailbox.go();
            ran.add("first");
        });
        runAll();

        assertThat(ran).containsExactly("first", "added");
    }

    @Test
    void givesTheThreadAwayAfterABatch() {
        StepExecutor shared = new StepExecutor();
        List<String> order = new ArrayList<>();
        Mailbox busy = new Mailbox(shared, 1, WaitingBytes.unlimited(), media -> {});
        Mailbox other = new Mailbox(shared, 1, WaitingBytes.unlimited(), media -> {});
        for (int k = 0; k < 1000; k++) {
            busy.post(() -> order.add("busy"));
        }
        other.post(() -> order.add("other"));
        busy.go();
        other.go();
        shared.runAll();

        assertThat(order).hasSize(1001);
        assertThat(order.indexOf("other")).isLessThan(100);
    }

    @Test
    void isSerialAndLosesNothingUnderManyThreads() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Mailbox shared = new Mailbox(threads, 1, WaitingBytes.unlimited(), media -> {});
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        int[] runs = new int[1];
        CountDownLatch done = new CountDownLatch(1);
        List<Thread> posters = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            posters.add(new Thread(() -> {
                for (int k = 0; k < 20_000; k++) {
                    shared.post(() -> {
                        overlaps.addAndGet(inside.getAndIncrement());
                        runs[0]++;
                        inside.decrementAndGet();
                    });
                    shared.go();
                }
            }));
        }
        posters.forEach(Thread::start);
        for (Thread poster : posters) {
            poster.join();
        }
        shared.close(done::countDown);
        shared.go();

        Eventually.await(done);
        threads.shutdown();
        assertThat(runs[0]).isEqualTo(80_000);
        assertThat(overlaps.get()).isZero();
    }

    @Test
    void releasesEveryFrameOnceHoweverItEnds() {
        for (int chunk = 1; chunk <= 5; chunk++) {
            media(Track.INBOUND, chunk, 0);
        }
        runAll();
        mailbox.close(() -> ran.add("last"));
        media(Track.INBOUND, 6, 0);
        runAll();

        assertThat(released).containsExactlyInAnyOrderElementsOf(posted);
    }

    @Test
    void dropsAudioBeforeItGivesUpForWantOfRoom() {
        media(Track.INBOUND, 1, 0);
        media(Track.INBOUND, 2, 0);
        assertThat(mailbox.postEvent(() -> ran.add("event"), 99_500)).isTrue();
        assertThat(mailbox.bytesWaiting()).isLessThanOrEqualTo(100_000);
        runAll();

        assertThat(mailbox.dropped()).isEqualTo(2);
        assertThat(ran).containsExactly("event");
        assertThat(mailbox.bytesWaiting()).isZero();
        assertThat(bytes.together()).isZero();
    }

    @Test
    void givesUpWhenEventsAloneAreTooMuch() {
        assertThat(mailbox.postEvent(() -> ran.add("first"), 60_000)).isTrue();
        mailbox.post(() -> ran.add("ours"));
        assertThat(mailbox.postEvent(() -> ran.add("second"), 60_000)).isFalse();
        assertThat(mailbox.bytesWaiting()).isLessThan(1000);
        mailbox.close(() -> ran.add("last"));
        runAll();

        assertThat(ran).containsExactly("ours", "last");
        assertThat(bytes.together()).isZero();
    }

    @Test
    void alwaysTakesOneEvent() {
        assertThat(mailbox.postEvent(() -> ran.add("large"), 2_000_000)).isTrue();
        runAll();

        assertThat(ran).containsExactly("large");
        assertThat(reliefs).isZero();
    }

    @Test
    void asksForReliefWhenAllTogetherAreTooMuchAndOnceAtATime() {
        Mailbox other = new Mailbox(executor, 3, bytes, media -> {});
        other.postEvent(() -> {}, 2_100_000);
        assertThat(reliefs).isZero();
        mailbox.postEvent(() -> {}, 2_100_000);
        mailbox.post(() -> {});
        assertThat(reliefs).isEqualTo(1);
        assertThat(bytes.endRelief()).isFalse();
        other.discard();
        assertThat(bytes.endRelief()).isTrue();
    }
}
