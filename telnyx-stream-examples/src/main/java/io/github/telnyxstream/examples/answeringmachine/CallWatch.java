package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.examples.voicemail.StreamWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no answered call is left in silence. Whatever a call waits for (a stream, a webhook, a mark) may never
 * come, and nobody says that it will not; so every answered call has a time within which the next thing has to happen,
 * and is hung up when it does not. Copy this into any application that answers calls. Thread-safe.
 */
final class CallWatch implements StreamWatch, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallWatch.class);

    /** From the answer to a stream that speaks. */
    static final Duration TO_SPEAK = Duration.ofSeconds(60);

    /** From the moment when a stream misses its caller's audio to the first of it. */
    static final Duration TO_HEAR = Duration.ofSeconds(15);

    /** From the end of a stream to the end of its call. */
    static final Duration TO_END = Duration.ofSeconds(30);

    private static final String SAID = "it goes on although everything must have been said";

    private final Consumer<String> hangUp;
    private final Duration longestCall;
    private final LongSupplier nanoTime;
    private final Map<String, Watched> calls = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "call-watch");
        thread.setDaemon(true);
        return thread;
    });

    private record Watched(boolean speaks, long deadlineNanos, String what) {}

    /**
     * A watch that looks when it is asked to, or by itself after {@link #start}.
     *
     * @param hangUp ends a call, given its call control id; must not block
     * @param longestCall how long a call may take at most once its stream speaks
     * @param nanoTime monotonic time
     */
    CallWatch(Consumer<String> hangUp, Duration longestCall, LongSupplier nanoTime) {
        this.hangUp = hangUp;
        this.longestCall = longestCall;
        this.nanoTime = nanoTime;
    }

    /** Looks once a second from now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // what a check throws, it catches
    void start() {
        timer.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Takes one of so many places for a call, until it is over: one place a call, whether its stream is still to come, is
     * open or was lost, and however many calls ring at once.
     *
     * @return false when all are taken by others
     */
    boolean tryTake(String callControlId, int places) {
        synchronized (calls) {
            if (calls.containsKey(callControlId)) {
                return true;
            }
            if (calls.size() >= places) {
                return false;
            }
            answered(callControlId);
            return true;
        }
    }

    /** A call is about to be answered. */
    void answered(String callControlId) {
        put(callControlId, false, TO_SPEAK, "it was answered and nobody speaks to the caller");
    }

    @Override
    public void speaks(String callControlId) {
        move(callControlId, true, longestCall, SAID);
    }

    /** A stream speaks on a call that another node has answered: the watch over it moves here. */
    void adopt(String callControlId) {
        put(callControlId, true, longestCall, SAID);
    }

    @Override
    public void missesCaller(String callControlId) {
        move(callControlId, true, TO_HEAR, "no audio of the caller's comes");
    }

    @Override
    public void hearsCaller(String callControlId) {
        speaks(callControlId);
    }

    @Override
    public void broke(String callControlId) {
        move(callControlId, false, TO_END, "its stream is over and the call is not");
    }

    /** Something else has to happen within that time. Does nothing for a call that is not watched. */
    void expect(String callControlId, Duration within, String what) {
        move(callControlId, false, within, what);
    }

    /** It cannot be known now whether the call is served elsewhere: looks again after that time. */
    void postpone(String callControlId, Duration time) {
        synchronized (calls) {
            if (!isWatched(callControlId)) {
                put(callControlId, false, time, "nobody speaks to the caller, as far as could be found out");
            }
        }
    }

    /** Leaves a call on which nobody speaks at least that much time. */
    void leave(String callControlId, Duration time) {
        synchronized (calls) {
            Watched watched = calls.get(callControlId);
            long until = nanoTime.getAsLong() + time.toNanos();
            if (watched != null && !watched.speaks && watched.deadlineNanos - until < 0) {
                calls.put(callControlId, new Watched(false, until, watched.what));
            }
        }
    }

    /** Nothing for a call that is not watched. */
    Duration timeLeft(String callControlId) {
        synchronized (calls) {
            Watched watched = calls.get(callControlId);
            return watched == null ? Duration.ZERO : Duration.ofNanos(watched.deadlineNanos - nanoTime.getAsLong());
        }
    }

    boolean isWatched(String callControlId) {
        synchronized (calls) {
            return calls.containsKey(callControlId);
        }
    }

    /** The call is over, or none of ours. */
    void over(String callControlId) {
        synchronized (calls) {
            calls.remove(callControlId);
        }
    }

    private void put(String id, boolean speaks, Duration within, String what) {
        synchronized (calls) {
            calls.put(id, new Watched(speaks, nanoTime.getAsLong() + within.toNanos(), what));
        }
    }

    private void move(String id, boolean speaks, Duration within, String what) {
        synchronized (calls) {
            if (calls.containsKey(id)) {
                put(id, speaks, within, what);
            }
        }
    }

    /** Whether the call was answered by us and no stream speaks on it. */
    boolean isSilent(String callControlId) {
        synchronized (calls) {
            Watched watched = calls.get(callControlId);
            return watched != null && !watched.speaks;
        }
    }

    /** The calls that were answered by us and on which no stream speaks. */
    List<String> silent() {
        synchronized (calls) {
            return calls.keySet().stream().filter(this::isSilent).toList();
        }
    }

    /** Hangs up whose time is over. */
    void check() {
        List<String> late = new ArrayList<>();
        synchronized (calls) {
            long now = nanoTime.getAsLong();
            calls.forEach((id, watched) -> {
                if (now - watched.deadlineNanos >= 0) {
                    late.add(id);
                    log.error("a call is late: {}", watched.what);
                }
            });
            late.forEach(calls::remove);
        }
        for (String id : late) {
            try {
                hangUp.accept(id);
            } catch (RuntimeException | Error broken) {
                // or the timer would never come again, and every later call would be left in silence
                log.error("a call could not be hung up", broken);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
