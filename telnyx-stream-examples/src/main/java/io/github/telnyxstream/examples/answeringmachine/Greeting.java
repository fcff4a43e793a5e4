package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.examples.convert.AudioFile;
import java.io.IOException;
import java.nio.file.Path;

/** What callers are told first: a recording of ours, or a text that Telnyx speaks. */
public sealed interface Greeting {
    /** What {@link #bundled} says, for where it has to be a text. */
    String DEFAULT_TEXT = "Hello. Nobody can take your call now. Please leave a message after the tone.";

    /**
     * A recording.
     *
     * @param pcm 8 kHz mono
     * @param file a WAV or MP3 file of it, for Telnyx to play; empty for the bundled one
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
     * @param option name of a file of audio, or a text
     * @return the greeting
     * @throws ConfigurationException if it names a file that cannot be used
     */
    static Greeting of(String option) throws ConfigurationException {
        if (!AudioFile.isName(option)) {
            if (option.isBlank() || option.length() > 3000) {
                throw new ConfigurationException(
                        "--greeting must be a file of audio (.wav, .mp3, .opus) or a text of 1 to 3000 characters");
            }
            return new Spoken(option);
        }
        Path file = Path.of(option);
        short[] pcm = Sounds.read(file, 120);
        try {
            return new Recorded(pcm, Sounds.wav(pcm));
        } catch (IOException noDisk) {
            throw new ConfigurationException("--greeting " + option + " cannot be used: " + Sounds.reason(noDisk));
        }
    }
}
