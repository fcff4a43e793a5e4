package io.github.telnyxstream.agent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.StreamClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that are an agent's and not answered yet, and those that were answered before it was known whose they are: webhooks
 * overtake each other, and what is told of a call that was dialled may come after them. Bounded in time and number, since the
 * webhook that ends a call may be lost. Thread-safe.
 */
final class ExpectedCalls {
    private static final Logger log = LoggerFactory.getLogger(ExpectedCalls.class);
    /** Nothing rings for so long: a dialled call is given up after ten minutes at the latest ({@code timeout_secs}). */
    static final Duration LONGEST = Duration.ofMinutes(30);
    /** Who is silent for so long after an answer is not somebody whose agent begins. */
    static final Duration EARLY = Duration.ofSeconds(20);

    private final StreamClock clock;
    private final int most;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Recent ringing = new Recent(LONGEST);

    @GuardedBy("lock")
    private final Recent answered = new Recent(EARLY);

    @GuardedBy("lock")
    private boolean isFullTold;

    ExpectedCalls(StreamClock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** An agent is to take it. True when it was answered just before: the agent begins now. */
    boolean expect(String callControlId) {
        long now = clock.nanoTime();
        synchronized (lock) {
            if (answered.remove(callControlId, now)) {
                return true;
            }
            ringing.add(callControlId, now);
            boolean isFull = ringing.bound(most);
            if (isFull && !isFullTold) {
                log.warn("More than {} calls ring and nobody answers them: no agent takes the oldest any more", most);
            }
            isFullTold = isFull || (isFullTold && ringing.size() >= most);
            return false;
        }
    }

    /** It is answered. True when an agent was to take it, and not for too long. */
    boolean answer(String callControlId) {
        long now = clock.nanoTime();
        synchronized (lock) {
            if (ringing.remove(callControlId, now)) {
                return true;
            }
            answered.add(callControlId, now);
            answered.bound(most);
            return false;
        }
    }

    void forget(String callControlId) {
        long now = clock.nanoTime();
        synchronized (lock) {
            ringing.remove(callControlId, now);
            answered.remove(callControlId, now);
        }
    }

    int size() {
        synchronized (lock) {
            return ringing.size() + answered.size();
        }
    }

    /** Since when calls are there, the oldest first; what is too old is gone with the next one. */
    private static final class Recent {
        private final Map<String, Long> sinceNanos = new LinkedHashMap<>();
        private final long longestNanos;

        Recent(Duration longest) {
            this.longestNanos = longest.toNanos();
        }

        void add(String id, long now) {
            sinceNanos.remove(id);
            sinceNanos.put(id, now);
            Iterator<Long> oldest = sinceNanos.values().iterator();
            while (now - oldest.next() > longestNanos) {
                oldest.remove();
            }
        }

        /** Whether one had to go. */
        boolean bound(int most) {
            if (sinceNanos.size() <= most) {
                return false;
            }
            sinceNanos.remove(sinceNanos.keySet().iterator().next());
            return true;
        }

        boolean remove(String id, long now) {
            Long since = sinceNanos.remove(id);
            return since != null && now - since <= longestNanos;
        }

        int size() {
            return sinceNanos.size();
        }
    }
}
