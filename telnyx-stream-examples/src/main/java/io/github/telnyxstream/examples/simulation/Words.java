package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.examples.answeringmachine.Sounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Values as people write them on a command line. */
final class Words {
    private Words() {}

    /** A time such as 500ms, 2s, 1.5s or 3m; a bare number is seconds. */
    static Duration time(String option, String text) {
        try {
            if (text.endsWith("ms")) {
                return notNegative(
                        option, text, Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2))));
            }
            String unit = text.matches(".*[a-z]") ? text : text + "s";
            return notNegative(option, text, Duration.parse("PT" + unit));
        } catch (NumberFormatException | DateTimeParseException odd) {
            throw new IllegalArgumentException(option + " is " + text + ", must be a time such as 2s or 500ms", odd);
        }
    }

    /** A rate such as 5/s; the slash may be left out. */
    static double perSecond(String option, String text) {
        try {
            double rate = Double.parseDouble(text.replaceFirst("/s$", ""));
            if (rate > 0 && rate <= 1000) {
                return rate;
            }
        } catch (NumberFormatException odd) {
            throw new IllegalArgumentException(option + " is " + text + ", must be like 5/s", odd);
        }
        throw new IllegalArgumentException(option + " is " + text + ", must be like 5/s, at most 1000/s");
    }

    /** A folder to write to, made where there is none: nobody wants to hear after the call that it cannot be saved. */
    static @Nullable Path folder(String option, @Nullable Path folder) {
        if (folder == null) {
            return null;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new IllegalArgumentException(
                    option + " " + folder + " is no folder and cannot become one: " + reason(refused), refused);
        }
        if (!Files.isWritable(folder)) {
            throw new IllegalArgumentException(option + " " + folder + " cannot be written to");
        }
        return folder;
    }

    /** A file to write to. */
    static @Nullable Path file(String option, @Nullable Path file) {
        if (file == null) {
            return null;
        }
        try {
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            return file;
        } catch (IOException refused) {
            throw new IllegalArgumentException(
                    option + " " + file + " cannot be written to: " + reason(refused), refused);
        }
    }

    private static String reason(IOException refused) {
        return refused instanceof NoSuchFileException ? "there is no such folder" : Sounds.reason(refused);
    }

    /** What a line speaks. */
    static Encoding codec(String option, String name) {
        Encoding encoding = Encoding.ofWireName(name);
        if (encoding == null || encoding == Encoding.MP3) {
            throw new IllegalArgumentException(
                    option + " is " + name + ", must be PCMU, PCMA, G722, L16, OPUS or AMR-WB");
        }
        return encoding;
    }

    private static Duration notNegative(String option, String text, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(option + " is " + text + ", must not be negative");
        }
        return time;
    }
}
