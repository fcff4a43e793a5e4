package io.github.telnyxstream.testkit.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Marks and {@code clear} that Telnyx understands and that do not do what they seem to; each kind is told once a stream. What
 * is known of them is in the protocol notes, sections 2 and 9. On the ticker's thread.
 */
final class MisuseWatch {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int SAMPLES_PER_SECOND = 8000;

    /** One a tenth of a second of audio or so is still to tell how far it has played. */
    private static final int MOST_MARKS = 20;

    private static final int MOST_MARKS_PER_SECOND_OF_AUDIO = 10;
    /** A person may interrupt twice within a second, and so may a detector that stumbles. */
    private static final int MOST_CLEARS = 5;
    /** Paced audio has no such gap, a new sentence has. */
    private static final long GAP_NANOS = 200_000_000;

    private final Consumer<String> tell;
    private final Map<String, Integer> pending = new HashMap<>();
    private final Deque<Long> clears = new ArrayDeque<>();
    private long samples;
    private int marks;
    private boolean isToldOfEarly;
    private boolean isToldOfReuse;
    private boolean isToldOfFlood;
    private boolean isToldOfClears;
    private boolean isToldOfTalk;
    private boolean isClearedWhileSpeaking;
    private long clearedNanos;
    private long lastNanos;

    MisuseWatch(Consumer<String> tell) {
        this.tell = tell;
    }

    void mark(String name) {
        marks++;
        if (samples == 0 && !isToldOfEarly) {
            isToldOfEarly = true;
            tell.accept("mark " + name
                    + " was sent before any audio: it comes back at once and says nothing of what is sent after it");
        }
        if (pending.merge(name, 1, Integer::sum) > 1 && !isToldOfReuse) {
            isToldOfReuse = true;
            tell.accept(
                    "mark " + name + " was sent again before it was back: nobody can tell which of the two comes back");
        }
        if (marks > MOST_MARKS
                && samples * MOST_MARKS_PER_SECOND_OF_AUDIO < (long) marks * SAMPLES_PER_SECOND
                && !isToldOfFlood) {
            isToldOfFlood = true;
            tell.accept(
                    marks + " marks for " + samples * 1000 / SAMPLES_PER_SECOND
                            + " ms of audio: each comes back as a message of its own; one at the end of what is said is enough");
        }
    }

    /** A mark has gone back, or was lost on the way. */
    void returned(String name) {
        pending.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1);
    }

    /** The connection was lost, and with it what was to come back. */
    void lost() {
        pending.clear();
        isClearedWhileSpeaking = false;
    }

    /** Messages pile up before the application; told once by whoever holds them. */
    void unread() {
        tell.accept("the socket is not read: some forty seconds of messages wait, and what comes now is dropped; take"
                + " messages as they come and work elsewhere");
    }

    void clear(long nowNanos, boolean isCallerSpeaking) {
        clears.add(nowNanos);
        while (nowNanos - clears.getFirst() > SECOND_NANOS) {
            clears.removeFirst();
        }
        if (clears.size() > MOST_CLEARS && !isToldOfClears) {
            isToldOfClears = true;
            tell.accept("clear was sent " + clears.size()
                    + " times within a second: one empties everything, and what is sent between two is cut off");
        }
        isClearedWhileSpeaking = isCallerSpeaking;
        clearedNanos = nowNanos;
        lastNanos = nowNanos;
    }

    void media(long nowNanos, int length, boolean isCallerSpeaking) {
        samples += length;
        isClearedWhileSpeaking = isClearedWhileSpeaking && isCallerSpeaking && nowNanos - lastNanos <= GAP_NANOS;
        lastNanos = nowNanos;
        if (isClearedWhileSpeaking && nowNanos - clearedNanos >= SECOND_NANOS && !isToldOfTalk) {
            isToldOfTalk = true;
            tell.accept("clear was sent while the caller spoke, and audio went on all the same for a second: empty your"
                    + " own queue first, then send clear");
        }
    }
}
