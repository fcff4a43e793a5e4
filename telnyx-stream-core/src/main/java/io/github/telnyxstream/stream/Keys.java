package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.KeyEntry.End;
import io.github.telnyxstream.stream.event.DtmfEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one session: in the order in which they were pressed, each once although the audio may tell it too, and
 * collected for whoever asks.
 */
final class Keys {
    private static final long NEVER = Long.MAX_VALUE;
    /** The two reports of one key lie closer together than this. */
    private static final long TWICE_NANOS = 1_000_000_000;

    private static final int MOST_REMEMBERED = 64;

    private final long windowNanos;
    private final Consumer<DtmfEvent> output;
    private final Consumer<Runnable> completions;

    @GuardedBy("this")
    private final List<Held> held = new ArrayList<>();
    /** What is to be told when the lock is given up, in order. */
    @GuardedBy("this")
    private final ArrayDeque<Runnable> released = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean telling;

    @GuardedBy("this")
    private final ArrayDeque<Told> toldByTelnyx = new ArrayDeque<>();

    @GuardedBy("this")
    private final ArrayDeque<Told> toldByAudio = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable Collection collection;

    @GuardedBy("this")
    private boolean ended;

    private record Held(DtmfEvent event, long sinceNanos) {}

    private record Told(char digit, long nanos) {}

    private static final class Collection {
        private final KeyRules rules;
        private final CompletableFuture<KeyEntry> result = new CompletableFuture<>();
        private final StringBuilder keys = new StringBuilder();
        private long deadlineNanos;

        Collection(KeyRules rules, long nowNanos) {
            this.rules = rules;
            this.deadlineNanos = nowNanos + rules.firstKeyTimeout().toNanos();
        }
    }

    /**
     * Keys of a session.
     *
     * @param windowNanos how long a key is held back for an earlier one
     * @param output takes the keys
     * @param completions runs what completes a collection, in the turn of the listener
     */
    Keys(long windowNanos, Consumer<DtmfEvent> output, Consumer<Runnable> completions) {
        this.windowNanos = windowNanos;
        this.output = output;
        this.completions = completions;
    }

    /** A key as Telnyx tells it; returns how soon {@link #tick} wants to be called. */
    long arrived(DtmfEvent event, long nowNanos) {
        long next;
        synchronized (this) {
            next = take(event, nowNanos);
        }
        tell();
        return next;
    }

    @GuardedBy("this")
    private long take(DtmfEvent event, long nowNanos) {
        if (tookOtherReport(event.digit(), toldByAudio, nowNanos)) {
            return nextNanos(nowNanos);
        }
        remember(toldByTelnyx, event.digit(), nowNanos);
        Instant occurredAt = event.occurredAt();
        if (windowNanos == 0 || occurredAt == null) {
            releaseAll(nowNanos);
            pressed(event, nowNanos);
            return nextNanos(nowNanos);
        }
        int at = held.size();
        while (at > 0 && occurredAt.isBefore(held.get(at - 1).event.occurredAt())) {
            at--;
        }
        held.add(at, new Held(event, nowNanos));
        return nextNanos(nowNanos);
    }

    /** A key as the audio tells it; returns how soon {@link #tick} wants to be called. */
    long heard(char digit, @Nullable String streamId, long nowNanos) {
        long next;
        synchronized (this) {
            if (!tookOtherReport(digit, toldByTelnyx, nowNanos)) {
                remember(toldByAudio, digit, nowNanos);
                pressed(new DtmfEvent(streamId, -1, digit, null), nowNanos);
            }
            next = nextNanos(nowNanos);
        }
        tell();
        return next;
    }

    /**
     * Tells the keys that were released under the lock without it: telling one may end the session, which asks other rooms under
     * their locks. One thread tells at a time, so that the order stays.
     */
    private void tell() {
        synchronized (this) {
            if (telling) {
                return;
            }
            telling = true;
        }
        boolean done = false;
        try {
            for (Runnable next = nextReleased(); next != null; next = nextReleased()) {
                next.run();
            }
            done = true;
        } finally {
            if (!done) {
                stopTelling();
            }
        }
    }

    private synchronized @Nullable Runnable nextReleased() {
        Runnable next = released.poll();
        telling = next != null;
        return next;
    }

    private synchronized void stopTelling() {
        telling = false;
    }

    /** What is too old to be the other report of a key goes, so that a flood of keys keeps nothing. */
    private static void remember(ArrayDeque<Told> told, char digit, long nowNanos) {
        forget(told, nowNanos);
        if (told.size() == MOST_REMEMBERED) {
            told.remove();
        }
        told.add(new Told(digit, nowNanos));
    }

    private static void forget(ArrayDeque<Told> told, long nowNanos) {
        while (!told.isEmpty() && nowNanos - told.element().nanos > TWICE_NANOS) {
            told.remove();
        }
    }

    /** Whether the other source has told this key already; each report answers for one. */
    private static boolean tookOtherReport(char digit, ArrayDeque<Told> others, long nowNanos) {
        forget(others, nowNanos);
        for (Told told : others) {
            if (told.digit == digit) {
                others.remove(told);
                return true;
            }
        }
        return false;
    }

    /** Looks at what time brings; returns how soon it wants to be called again. */
    long tick(long nowNanos) {
        long next;
        synchronized (this) {
            next = look(nowNanos);
        }
        tell();
        return next;
    }

    @GuardedBy("this")
    private long look(long nowNanos) {
        int due = 0;
        for (int k = 0; k < held.size(); k++) {
            due = nowNanos - held.get(k).sinceNanos >= windowNanos ? k + 1 : due;
        }
        release(due, nowNanos);
        Collection current = collection;
        if (current != null && nowNanos - current.deadlineNanos >= 0) {
            complete(current, End.TIMEOUT);
        }
        return nextNanos(nowNanos);
    }

    @GuardedBy("this")
    private long nextNanos(long nowNanos) {
        long next = NEVER;
        for (Held key : held) {
            next = Math.min(next, key.sinceNanos + windowNanos - nowNanos);
        }
        Collection current = collection;
        return current == null ? next : Math.min(next, current.deadlineNanos - nowNanos);
    }

    @GuardedBy("this")
    private void releaseAll(long nowNanos) {
        release(held.size(), nowNanos);
    }

    @GuardedBy("this")
    private void release(int count, long nowNanos) {
        for (int k = 0; k < count; k++) {
            pressed(held.get(k).event, nowNanos);
        }
        held.subList(0, count).clear();
    }

    @GuardedBy("this")
    private void pressed(DtmfEvent event, long nowNanos) {
        released.add(() -> output.accept(event));
        Collection current = collection;
        if (current == null) {
            return;
        }
        if (current.rules.terminators().indexOf(event.digit()) >= 0) {
            complete(current, End.TERMINATOR);
            return;
        }
        current.keys.append(event.digit());
        current.deadlineNanos = nowNanos + current.rules.nextKeyTimeout().toNanos();
        if (current.keys.length() == current.rules.maxKeys()) {
            complete(current, End.COMPLETE);
        }
    }

    /** Collects from now on; one collection at a time. */
    CompletionStage<KeyEntry> collect(KeyRules rules, long nowNanos) {
        Collection begun = new Collection(rules, nowNanos);
        boolean tooLate;
        synchronized (this) {
            Collection before = collection;
            if (before != null) {
                complete(before, End.REPLACED);
            }
            tooLate = ended;
            collection = tooLate ? null : begun;
        }
        if (tooLate) {
            begun.result.complete(new KeyEntry("", End.SESSION_ENDED));
        }
        tell();
        return begun.result.minimalCompletionStage();
    }

    @GuardedBy("this")
    private void complete(Collection done, End end) {
        collection = null;
        KeyEntry entry = new KeyEntry(done.keys.toString(), end);
        released.add(() -> completions.accept(() -> done.result.complete(entry)));
    }

    /** The stream is over: what is held is told, and a collection ends. */
    void end(long nowNanos) {
        synchronized (this) {
            releaseAll(nowNanos);
            ended = true;
            Collection current = collection;
            if (current != null) {
                complete(current, End.SESSION_ENDED);
            }
        }
        tell();
    }
}
