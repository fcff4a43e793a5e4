package io.github.telnyxstream.examples.voicemail;

import java.util.Locale;

/** What ended a message. */
public enum EndedBy {
    /** The call or its stream ended. */
    HANGUP,
    /** The caller said nothing for long enough. */
    SILENCE,
    /** The message reached its longest duration, or filled the disk. */
    LIMIT,
    /** The caller pressed {@code #}. */
    KEY;

    /**
     * The word in the metadata.
     *
     * @return the name in small letters
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
