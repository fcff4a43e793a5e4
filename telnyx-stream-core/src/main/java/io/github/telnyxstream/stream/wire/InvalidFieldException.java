package io.github.telnyxstream.stream.wire;

import java.io.IOException;

/** A field has a value that its meaning does not allow; the message names the field, never the value. */
final class InvalidFieldException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidFieldException(String message) {
        super(message);
    }
}
