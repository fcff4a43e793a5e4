package io.github.telnyxstream.codec.dsp;

import io.github.telnyxstream.agent.silero.SileroModel;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** What Silero makes of the material on which the other detectors were measured. */
public final class SileroHearing {
    private SileroHearing() {}

    private static Supplier<Hearing.Ear> ears(SileroModel silero) {
        return () -> silero.ear(8000, java.time.Duration.ofMillis(200))::offer;
    }

    /** Events of a hundred in which speech is heard; a click's are {@code "click"}. */
    public static double shareOfEvents(SileroModel silero, String what) {
        Function<Random, short[]> sound = switch (what) {
            case "cough" -> LineSounds::cough;
            case "breath" -> LineSounds::breath;
            case "click" -> LineSounds::click;
            default -> LineSounds::knock;
        };
        return Hearing.events(sound, -50, ears(silero)).speech();
    }

    /** Of the time in which there are sentences, the share in which they are heard. */
    public static double shareOfSentences(SileroModel silero) {
        return Hearing.heldShare(Recordings.VOICES, ears(silero));
    }

    /** A sentence of the recordings, at 8 kHz. */
    public static short[] sentence() {
        return Recordings.speech("english-man");
    }

    /** Prints the tables of {@code docs/hearing.md}; the argument is the model's file. */
    public static void main(String[] arguments) throws Exception {
        try (SileroModel silero = SileroModel.load(Path.of(arguments[0]))) {
            Hearing.print(ears(silero));
            SileroCost.print(silero);
        }
    }
}
