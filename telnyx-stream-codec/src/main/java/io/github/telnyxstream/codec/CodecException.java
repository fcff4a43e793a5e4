package io.github.telnyxstream.codec;

/**
 * Says that bytes are not audio of the format they were said to be, or that no codec for a format is at hand. Thrown
 * for content; wrong arguments are {@link IllegalArgumentException} or {@link IndexOutOfBoundsException}.
 */
public class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With a message for a person.
     *
     * @param message what is wrong, without any audio in it
     */
    public CodecException(String message) {
        super(message);
    }

    /**
     * With a message for a person and what led to it.
     *
     * @param message what is wrong, without any audio in it
     * @param cause what led to it
     */
    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
