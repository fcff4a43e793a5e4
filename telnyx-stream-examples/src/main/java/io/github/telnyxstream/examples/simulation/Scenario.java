package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.examples.answeringmachine.Sounds;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.FaultPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an application is put through, from a small file.
 *
 * @param name a few words; those that come with the program have their word before them
 * @param about what it shows
 * @param caller who calls, and what they do
 * @param faults what goes wrong
 * @param expected what must have come about
 * @param silentWithin how soon the application has to fall silent when it is interrupted, or null
 * @param goesOn whether the application may end the call only if it ends calls without faults too
 * @param isPlain whether nothing goes wrong
 */
record Scenario(
        String name,
        String about,
        Caller caller,
        FaultPlan faults,
        Set<Expectation> expected,
        @Nullable Duration silentWithin,
        boolean goesOn,
        boolean isPlain) {
    /** A call that lasts longer is ended. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    /** Those that come with the program, in the order in which they are played. */
    static final List<String> BUNDLED = List.of(
            "greeting",
            "two-sentences",
            "hang-up-while-ringing",
            "hang-up-at-once",
            "hang-up-in-the-greeting",
            "hang-up-while-speaking",
            "hang-up-in-the-answer",
            "interruption",
            "keys",
            "bad-line",
            "future-events",
            "odd-shapes",
            "reconnect",
            "webhooks-twice-and-swapped",
            "webhooks-forged",
            "no-stop",
            "close-late",
            "pings");

    /** One of those that come with the program. */
    static Scenario bundled(String word, long seed) {
        String file = word + ".yaml";
        try (InputStream in =
                Scenario.class.getResourceAsStream("/io/github/telnyxstream/examples/scenarios/" + file)) {
            if (in == null) {
                throw new IOException(file + " is not in the jar");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ScenarioFile.parse(file, text, Path.of(".")).scenario(word + ": ", seed);
        } catch (IOException broken) {
            throw new UncheckedIOException("the jar is broken", broken);
        }
    }

    /**
     * One of those that come with the program, or one of the user's own.
     *
     * @throws IllegalArgumentException if there is none, or it is none
     */
    static Scenario of(String wordOrFile, long seed) {
        if (BUNDLED.contains(wordOrFile)) {
            return bundled(wordOrFile, seed);
        }
        try {
            Path file = Path.of(wordOrFile);
            Path folder = file.toAbsolutePath().getParent();
            return ScenarioFile.parse(wordOrFile, Files.readString(file), folder == null ? Path.of(".") : folder)
                    .scenario("", seed);
        } catch (NoSuchFileException missing) {
            String hint =
                    wordOrFile.matches("[a-z-]+") ? ", and none of that name comes with the program (--list)" : "";
            throw new IllegalArgumentException("--scenario " + wordOrFile + ": there is no such file" + hint, missing);
        } catch (CharacterCodingException binary) {
            throw new IllegalArgumentException("--scenario " + wordOrFile + " is no text in UTF-8", binary);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "--scenario " + wordOrFile + ": " + Sounds.reason(unreadable), unreadable);
        }
    }
}
