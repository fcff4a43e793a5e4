package io.github.telnyxstream.codec.wav;

import java.io.IOException;

/** Says that a file is not WAV audio that can be read, and why. */
public class WavException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * With a message for a person.
     *
     * @param message what is wrong with the file
     */
    public WavException(String message) {
        super(message);
    }
}
