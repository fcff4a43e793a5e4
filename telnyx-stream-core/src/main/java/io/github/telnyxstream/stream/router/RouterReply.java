package io.github.telnyxstream.stream.router;

import java.util.Objects;

/** What became of a routed command. */
public sealed interface RouterReply {

    /**
     * The owner has handled it.
     *
     * @param body its answer, may be empty; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // said to be not copied
    record Answered(byte[] body) implements RouterReply {
        /** Checks for null. */
        public Answered {
            Objects.requireNonNull(body, "body");
        }

        @Override
        public String toString() {
            return "Answered[" + body.length + " bytes]";
        }
    }

    /** Nobody owns the key: the command was not handled and will not be. */
    record NotOwned() implements RouterReply {}

    /** No answer came in time: the command may have been handled, or may yet be. */
    record TimedOut() implements RouterReply {}

    /**
     * The owner refused it, or it could not be sent.
     *
     * @param reason a sentence for a person; comes from the owner's handler, so that it may be shown to whoever may give
     *     commands
     */
    record Rejected(String reason) implements RouterReply {
        /** Checks for null. */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
