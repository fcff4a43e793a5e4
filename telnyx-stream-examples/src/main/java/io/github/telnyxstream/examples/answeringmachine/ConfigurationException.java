package io.github.telnyxstream.examples.answeringmachine;

/** A setting is missing or cannot be used; the message is one line for the person who can mend it. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message which setting, and what to do
     */
    public ConfigurationException(String message) {
        super(message);
    }
}
