package io.github.telnyxstream.stream;

import org.slf4j.Logger;

/** Tells the log what failed, and throws nothing, whatever the log does. One thread at a time. */
final class FailureLog {
    private final Logger log;
    private int untold;

    FailureLog(Logger log) {
        this.log = log;
    }

    void log(String message, Throwable broken) {
        try {
            if (untold > 0) {
                log.error("{} failures could not be logged", untold);
                untold = 0;
            }
            log.error(message, broken);
        } catch (RuntimeException | Error unloggable) {
            // most likely there is no memory, and nothing may be asked of it here: told when there is some again
            untold++;
        }
    }
}
