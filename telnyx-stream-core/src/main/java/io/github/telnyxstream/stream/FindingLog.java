package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.WireText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where findings go that nobody takes. Stateless. */
final class FindingLog {
    private static final Logger log = LoggerFactory.getLogger(FindingLog.class);

    private FindingLog() {}

    static void warn(@Nullable String callControlId, Finding finding) {
        log.warn("Call {}: {}", callControlId == null ? "unknown" : WireText.shown(callControlId), finding.text());
    }
}
