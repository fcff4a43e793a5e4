package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.WavSpeech;
import io.github.telnyxstream.testkit.fault.FaultPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * One thing that an application is put through, from a small file.
 *
 * @param name a few words
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
    private static final Set<String> FIELDS =
            Set.of("name", "about", "caller", "codec", "rings-for", "faults", "expect", "silent-within", "goes-on");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Whoever has said nothing by then will not greet. */
    private static final Duration TO_SAY_SOMETHING = Duration.ofSeconds(20);

    private static final String[] BUNDLED = {
        "greeting",
        "hang-up-while-ringing",
        "hang-up-at-once",
        "hang-up-in-the-greeting",
        "interruption",
        "keys",
        "bad-line",
        "future-events",
        "odd-shapes",
        "reconnect",
        "webhooks-twice-and-swapped",
        "no-stop"
    };

    /** Those that come with the program. */
    static List<Scenario> bundled(long seed) {
        List<Scenario> all = new ArrayList<>();
        for (String name : BUNDLED) {
            try (InputStream in = Scenario.class.getResourceAsStream(
                    "/io/github/telnyxstream/examples/scenarios/" + name + ".yaml")) {
                if (in == null) {
                    throw new IOException(name + ".yaml is not in the jar");
                }
                all.add(parse(
                        name,
                        new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8),
                        Path.of("."),
                        seed));
            } catch (IOException broken) {
                throw new UncheckedIOException("the jar is broken", broken);
            }
        }
        return all;
    }

    /** One of the user's own. */
    static Scenario read(Path file, long seed) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return parse(file.toString(), Files.readString(file), folder == null ? Path.of(".") : folder, seed);
    }

    static Scenario parse(String source, String text, Path folder, long seed) {
        Object yaml;
        try {
            yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException odd) {
            throw new IllegalArgumentException(source + " is no YAML: " + firstLine(odd), odd);
        }
        if (!(yaml instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException(source + " must be a list of fields such as name: ...");
        }
        for (Object key : fields.keySet()) {
            if (!FIELDS.contains(String.valueOf(key))) {
                throw new IllegalArgumentException(
                        source + ": " + key + " is no field; there are " + new java.util.TreeSet<>(FIELDS));
            }
        }
        try {
            return of(fields, source, folder, seed);
        } catch (IllegalArgumentException odd) {
            throw new IllegalArgumentException(source + ": " + odd.getMessage(), odd);
        }
    }

    private static String firstLine(YAMLException odd) {
        return String.valueOf(odd.getMessage()).lines().findFirst().orElse("");
    }

    private static Scenario of(Map<?, ?> fields, String source, Path folder, long seed) {
        FaultPlan faults = FaultOption.read(text(fields, "faults", ""), seed);
        Caller.Builder caller = Caller.builder()
                .codec(Words.codec("codec", text(fields, "codec", "PCMU")))
                .ringing(Words.time("rings-for", text(fields, "rings-for", "30s")))
                .faults(faults.line());
        if (faults.isNoisy()) {
            caller.comfortNoise(-35);
        }
        Object steps = fields.get("caller");
        if (steps != null) {
            if (!(steps instanceof List<?> list)) {
                throw new IllegalArgumentException("caller must be a list of steps");
            }
            list.forEach(step -> step(caller, step, folder));
        }
        List<String> expected = new ArrayList<>();
        Object words = fields.get("expect");
        if (words instanceof List<?> list) {
            list.forEach(word -> expected.add(String.valueOf(word)));
        } else if (words != null) {
            throw new IllegalArgumentException("expect must be a list such as [answered, heard]");
        }
        Set<Expectation> all = new LinkedHashSet<>(Expectation.of(expected));
        if (!expected.contains("answered") && fields.containsKey("rings-for")) {
            all.remove(Expectation.ANSWERED);
        }
        String silent = text(fields, "silent-within", "");
        return new Scenario(
                text(fields, "name", source),
                text(fields, "about", ""),
                caller.build(),
                faults,
                all,
                silent.isEmpty() ? null : Words.time("silent-within", silent),
                isYes("goes-on", text(fields, "goes-on", "false")),
                text(fields, "faults", "").isEmpty());
    }

    private static String text(Map<?, ?> fields, String name, String fallback) {
        Object value = fields.get(name);
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            throw new IllegalArgumentException(name + " must be a text");
        }
        return value == null ? fallback : String.valueOf(value);
    }

    private static boolean isYes(String name, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(name + " is " + text + ", must be true or false");
        }
        return text.equals("true");
    }

    /** A step is a word, or a word and what it needs. */
    private static void step(Caller.Builder caller, Object step, Path folder) {
        String word = step instanceof Map<?, ?> map && map.size() == 1
                ? String.valueOf(map.keySet().iterator().next())
                : String.valueOf(step);
        String what = step instanceof Map<?, ?> map && map.size() == 1
                ? String.valueOf(map.values().iterator().next())
                : "";
        switch (word) {
            case "await-listening" -> caller.awaitListening(PATIENCE);
            case "await-greeting" -> caller.awaitHeard(PATIENCE);
            case "await-beep" -> caller.awaitBeep(PATIENCE);
            case "interrupt-after" -> caller.interruptAfter(Words.time(word, what), TO_SAY_SOMETHING);
            case "pause" -> caller.pause(Words.time(word, what));
            case "say" -> caller.say(what);
            case "play" -> play(caller, folder.resolve(what));
            case "press" -> caller.press(what);
            case "hang-up" -> caller.hangUp();
            default ->
                throw new IllegalArgumentException("the caller cannot " + word + "; there are await-listening,"
                        + " await-greeting, await-beep, interrupt-after: 1s, pause: 1s, say: words, play: file.wav, press: 12#,"
                        + " hang-up");
        }
    }

    private static void play(Caller.Builder caller, Path wav) {
        try {
            caller.speak(WavSpeech.read(wav));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("play: " + wav + " cannot be read", unreadable);
        }
    }
}
