package io.github.telnyxstream.examples.answeringmachine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What callers are told first: a recording of ours, or a text that Telnyx speaks. */
public sealed interface Greeting {
    /** What {@link #bundled} says, for where it has to be a text. */
    String DEFAULT_TEXT = "Hello. Nobody can take your call now. Please leave a message after the tone.";

    /**
     * A recording.
     *
     * @param pcm 8 kHz mono
     * @param file the WAV file it came from; empty for the bundled one
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only played
    record Recorded(short[] pcm, byte[] file) implements Greeting {}

    /**
     * A text.
     *
     * @param text what Telnyx speaks
     */
    record Spoken(String text) implements Greeting {}

    /**
     * The greeting that comes with the program.
     *
     * @return a recording
     */
    static Greeting bundled() {
        return new Recorded(Sounds.bundled("greeting"), new byte[0]);
    }

    /**
     * The greeting that an option asks for.
     *
     * @param option name of a WAV file, or a text
     * @return the greeting
     * @throws ConfigurationException if it names a file that cannot be used
     */
    static Greeting of(String option) throws ConfigurationException {
        boolean looksLikeFile = option.toLowerCase(Locale.ROOT).endsWith(".wav");
        if (!looksLikeFile) {
            if (option.isBlank() || option.length() > 3000) {
                throw new ConfigurationException("--greeting must be a .wav file or a text of 1 to 3000 characters");
            }
            return new Spoken(option);
        }
        Path file = Path.of(option);
        short[] pcm = Sounds.read(file, 120);
        try {
            return new Recorded(pcm, Files.readAllBytes(file));
        } catch (IOException gone) {
            throw new ConfigurationException("--greeting " + option + " cannot be read: " + Sounds.reason(gone));
        }
    }
}
