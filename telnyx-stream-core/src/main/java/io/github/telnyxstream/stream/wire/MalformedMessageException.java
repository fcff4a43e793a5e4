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

    /** @return the kind of message as far as it was read, or null */
    public @Nullable String eventName() {
        return eventName;
    }

    /** @return where reading stopped, in characters, or -1 */
    public long offset() {
        return offset;
    }

    /** @return length of the whole message in characters */
    public int lengthChars() {
        return lengthChars;
    }

    /** @return what is wrong with it, for a person */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
