package io.github.telnyxstream.stream.wire;

import org.jspecify.annotations.Nullable;

/** A message that cannot be read. Tells kind, offset and length, never the content. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String eventName;
    private final long offset;
    private final int lengthChars;

    MalformedMessageException(@Nullable String eventName, String reason, long offset, int lengthChars) {
        super(reason);
        this.eventName = eventName;
        this.offset = offset;
        this.lengthChars = lengthChars;
    }

    /**
     * The kind of message.
     *
     * @return the kind as far as it was read, or null
     */
    public @Nullable String eventName() {
        return eventName;
    }

    /**
     * Where reading stopped.
     *
     * @return characters from the start of the message, or -1
     */
    public long offset() {
        return offset;
    }

    /**
     * The size of the whole message.
     *
     * @return its length in characters
     */
    public int lengthChars() {
        return lengthChars;
    }

    /**
     * What is wrong with it.
     *
     * @return a sentence for a person; names fields, never values
     */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
