package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an answered call may wait for, and what may never come. */
class CallWatchTest {
    private final List<String> hungUp = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final CallWatch watch = new CallWatch(hungUp::add, Duration.ofMinutes(5), now::get);

    @AfterEach
    void close() {
        watch.close();
    }

    private void pass(long seconds) {
        now.addAndGet(seconds * 1_000_000_000L);
        watch.check();
    }

    @Test
    void givesEachCallOnePlaceUntilItIsOver() {
        assertThat(watch.tryTake("first", 2)).isTrue();
        watch.answered("first");
        watch.speaks("first");
        assertThat(watch.tryTake("second", 2)).isTrue();
        watch.broke("first");
        assertThat(watch.tryTake("second", 2)).isTrue();
        assertThat(watch.tryTake("third", 2)).isFalse();
        watch.over("first");
        assertThat(watch.tryTake("third", 2)).isTrue();
    }

    @Test
    void hangsUpAnAnsweredCallOnWhichNobodySpeaks() {
        watch.answered("call");
        pass(59);
        assertThat(hungUp).isEmpty();
        pass(1);
        assertThat(hungUp).containsExactly("call");
        pass(3600);
        assertThat(hungUp).containsExactly("call");
    }

    @Test
    void leavesACallAloneWhoseStreamSpeaks() {
        watch.answered("call");
        watch.speaks("call");
        pass(299);
        assertThat(hungUp).isEmpty();
    }

    @Test
    void hangsUpACallThatGoesOnAfterEverythingWasSaid() {
        watch.answered("call");
        watch.speaks("call");
        pass(300);
        assertThat(hungUp).containsExactly("call");
    }

    @Test
    void hangsUpACallWhoseCallerIsNotHeardForLong() {
        watch.answered("call");
        watch.speaks("call");
        watch.missesCaller("call");
        assertThat(watch.isSilent("call")).isFalse();
        pass(14);
        assertThat(hungUp).isEmpty();
        pass(1);
        assertThat(hungUp).containsExactly("call");
    }

    @Test
    void leavesACallAloneWhoseCallerIsHeardAfterAll() {
        watch.answered("call");
        watch.speaks("call");
        watch.missesCaller("call");
        pass(14);
        watch.hearsCaller("call");
        pass(299);
        assertThat(hungUp).isEmpty();
    }

    @Test
    void hangsUpACallWhoseStreamBrokeAndDidNotComeBack() {
        watch.answered("call");
        watch.speaks("call");
        watch.broke("call");
        pass(29);
        assertThat(hungUp).isEmpty();
        pass(1);
        assertThat(hungUp).containsExactly("call");
    }

    @Test
    void forgivesAStreamThatComesBack() {
        watch.answered("call");
        watch.speaks("call");
        watch.broke("call");
        pass(20);
        watch.speaks("call");
        pass(60);
        assertThat(hungUp).isEmpty();
    }

    @Test
    void watchesNoCallThatIsOverOrNotOurs() {
        watch.answered("over");
        watch.over("over");
        watch.speaks("not ours");
        watch.broke("not ours");
        watch.expect("not ours", Duration.ZERO, "nothing");
        pass(3600);
        assertThat(hungUp).isEmpty();
    }

    @Test
    void hangsUpTheOthersAlthoughOneHangUpThrows() {
        CallWatch broken = new CallWatch(
                id -> {
                    hungUp.add(id);
                    throw new IllegalStateException("no network");
                },
                Duration.ofMinutes(5),
                now::get);
        broken.answered("first");
        broken.answered("second");
        now.addAndGet(CallWatch.TO_SPEAK.toNanos());
        broken.check();
        assertThat(hungUp).containsExactly("first", "second");
        broken.close();
    }

    @Test
    void knowsTheCallsThatNobodySpeaksTo() {
        watch.answered("silent");
        watch.answered("speaking");
        watch.speaks("speaking");
        assertThat(watch.silent()).containsExactly("silent");
        watch.broke("speaking");
        assertThat(watch.silent()).containsExactly("silent", "speaking");
    }
}
