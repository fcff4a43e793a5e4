package io.github.telnyxstream.examples.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a tone or telephone keys into a file of any encoding, to put something known on a call. */
@Command(
        name = "tone",
        mixinStandardHelpOptions = true,
        description = "Writes a tone, or telephone keys, into a file of any encoding.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {" 0:written", " 1:the file cannot be written", " 2:usage"},
        footerHeading = "%nExample: the payloads of three keys, to be played into a call%n",
        footer = "  tone keys.ulaw --dtmf 42#")
public final class ToneCommand implements Callable<Integer> {
    private static final Duration LONGEST_TONE = Duration.ofHours(1);
    private static final Duration LONGEST_PRESS = Duration.ofMinutes(1);
    private static final Pattern KEYS = Pattern.compile("[0-9A-Da-d*#]+");

    @Parameters(index = "0", paramLabel = "OUT", description = "the file to write; it appears when it is complete")
    @SuppressWarnings("NullAway.Init")
    Path out;

    @Option(names = "--frequency", paramLabel = "HZ", description = "frequency of the tone; 1000 if not given")
    @Nullable
    Double frequencyHz;

    @Option(names = "--dtmf", paramLabel = "KEYS", description = "keys instead of a tone: 0-9, A-D, * and #")
    @Nullable
    String keys;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "how long the tone is (1s if not given), or each key (100ms if not given)")
    @Nullable
    Duration duration;

    @Option(
            names = "--level",
            paramLabel = "DBOV",
            description = "power relative to a full-scale square wave, -3 at most for a tone, -6 for keys; -12 if not"
                    + " given")
    double levelDbov = -12;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    /** Made by picocli. */
    public ToneCommand() {}

    @Override
    public Integer call() {
        return CommandRun.of(spec, this::write);
    }

    private void write() throws IOException {
        OutputFile target = new OutputFile(out, null, output);
        int rateHz = target.sampleRateHz(8000);
        try (PcmReader source = keys == null ? tone(rateHz) : keys(keys, rateHz)) {
            Conversion done = target.write(source);
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%s: %s, %d Hz, %.2f s, %.1f dBov%n",
                            out,
                            target.label(),
                            rateHz,
                            done.secondsWritten(),
                            done.levelDbov());
            spec.commandLine().getOut().flush();
        }
    }

    private PcmReader tone(int rateHz) {
        Duration length = duration == null ? Duration.ofSeconds(1) : duration;
        requireLength(length, LONGEST_TONE);
        double frequency = frequencyHz == null ? 1000 : frequencyHz;
        if (!(frequency > 0 && frequency < rateHz / 2.0)) {
            throw new WrongUsage("--frequency is " + frequency + ", must be between 0 and " + rateHz / 2
                    + ", the half of the rate of the audio");
        }
        requireLevel(-3);
        return new TonePcm(frequency, levelDbov, length, rateHz);
    }

    private PcmReader keys(String pressed, int rateHz) {
        if (frequencyHz != null) {
            throw new WrongUsage("--frequency and --dtmf exclude each other");
        }
        if (!KEYS.matcher(pressed).matches()) {
            throw new WrongUsage("--dtmf takes the keys 0-9, A-D, * and #");
        }
        if (rateHz < 8000 || rateHz > 48000) {
            throw new WrongUsage("keys are made at 8000 to 48000 Hz, not at " + rateHz);
        }
        Duration press = duration == null ? Duration.ofMillis(100) : duration;
        requireLength(press, LONGEST_PRESS);
        requireLevel(-6);
        return new KeysPcm(pressed, levelDbov, press, rateHz);
    }

    private static void requireLength(Duration length, Duration longest) {
        if (length.toMillis() < 1 || length.compareTo(longest) > 0) {
            throw new WrongUsage("--duration is 1ms to " + longest.toMinutes() + "m");
        }
    }

    private void requireLevel(double most) {
        if (!(levelDbov >= -90 && levelDbov <= most)) {
            throw new WrongUsage("--level is " + levelDbov + ", must be -90 to " + Math.round(most) + " dBov");
        }
    }
}
