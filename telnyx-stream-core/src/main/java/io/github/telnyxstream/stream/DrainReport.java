package io.github.telnyxstream.stream;

import java.time.Duration;
import java.util.List;

/**
 * How far a drain is. Immutable.
 *
 * @param openSessions streams that have not had their last callback
 * @param calls the calls of those whose call is known; call control ids, in no order
 * @param elapsed since the drain began
 * @param isOverdue whether the deadline has passed
 */
public record DrainReport(int openSessions, List<String> calls, Duration elapsed, boolean isOverdue) {

    /** Copies the list. */
    public DrainReport {
        calls = List.copyOf(calls);
    }

    /**
     * Whether no stream is left.
     *
     * @return true when the application may end
     */
    public boolean isEmpty() {
        return openSessions == 0;
    }
}
