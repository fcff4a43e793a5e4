package io.github.telnyxstream.examples.convert;

/** Says that the command line asks for something that cannot be, in one line for a person: exit code 2. */
final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message);
    }

    WrongUsage(String message, Throwable cause) {
        super(message, cause);
    }
}
