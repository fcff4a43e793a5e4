package io.github.telnyxstream.stream.wire;

import org.jspecify.annotations.Nullable;

/** What stands at the top level of a message, beside the object that belongs to its kind. */
final class Envelope {
    @Nullable
    String streamId;

    long sequenceNumber = -1;

    @Nullable
    String version;

    @Nullable
    String occurredAt;
}
