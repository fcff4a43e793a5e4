package io.github.telnyxstream.stream.router;

import java.util.Objects;
import java.util.UUID;

/**
 * A command with the name by which its owner knows a repetition. Immutable but for its array, which is not copied.
 * {@code toString} shows no content.
 *
 * @param id tells commands apart
 * @param body what the owner's handler gets, at most {@link StreamRouter#MAX_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // on its way, compared by its id
public record RoutedCommand(UUID id, byte[] body) {

    /** Checks the length. */
    public RoutedCommand {
        Objects.requireNonNull(id, "id");
        if (body.length > StreamRouter.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "body has " + body.length + " bytes, at most " + StreamRouter.MAX_BYTES + " are sent");
        }
    }

    /**
     * A new command.
     *
     * @param body what the owner's handler gets; not copied
     * @return a command with an id of its own
     * @throws IllegalArgumentException if the body is too long
     */
    public static RoutedCommand of(byte[] body) {
        Objects.requireNonNull(body, "body");
        return new RoutedCommand(UUID.randomUUID(), body);
    }

    @Override
    public String toString() {
        return "RoutedCommand[" + id + ", " + body.length + " bytes]";
    }
}
