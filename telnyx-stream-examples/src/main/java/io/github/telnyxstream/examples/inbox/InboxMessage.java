package io.github.telnyxstream.examples.inbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message. Immutable. Its name is that of its files without ending. */
record InboxMessage(
        String name,
        String caller,
        Instant startedAt,
        Duration length,
        @Nullable String transcript,
        Path wav) {

    @Override
    public String toString() {
        return "InboxMessage[" + name + "]";
    }
}
