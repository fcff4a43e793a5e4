package io.github.telnyxstream.benchmarks;

import java.util.Map;
import java.util.Objects;

/**
 * What one run on one JDK measured of call control.
 *
 * @param run where and when
 * @param rows by task, ours and what it is compared with
 */
record CallControlResults(Run run, Map<String, SideBySide> rows) {
    static final String FIRST = "first command of a process";
    static final String WARM = "command on a warm connection";
    static final String WEBHOOK_JDK = "webhook checked and read, JDK";
    static final String WEBHOOK_BOUNCY_CASTLE = "webhook checked and read, Bouncy Castle";

    SideBySide row(String task) {
        return Objects.requireNonNull(rows.get(task), task);
    }
}
