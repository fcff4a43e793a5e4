package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.examples.answeringmachine.Sounds;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.WavSpeech;
import io.github.telnyxstream.testkit.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The file of a scenario, in YAML; every value is a text as it is written, so that the keys 0123 are not 83. */
final class ScenarioFile {
    private static final Set<String> FIELDS =
            Set.of("name", "about", "caller", "codec", "rings-for", "faults", "expect", "silent-within", "goes-on");
    private static final String STEPS =
            "there are await-listening, await-greeting, await-beep, interrupt-after: 1s, pause: 1s,"
                    + " say: words, play: file.wav, press: 12#, hang-up";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Whoever has said nothing by then will not greet. */
    private static final Duration TO_SAY_SOMETHING = Duration.ofSeconds(20);

    private static final double NOISE_DB = -35;

    private final String source;
    private final Map<?, ?> fields;
    private final Path folder;

    private ScenarioFile(String source, Map<?, ?> fields, Path folder) {
        this.source = source;
        this.fields = fields;
        this.folder = folder;
    }

    /**
     * Reads a text.
     *
     * @param source what to call it
     * @param folder where the files that it names are
     * @throws IllegalArgumentException if it is no YAML or has other fields
     */
    static ScenarioFile parse(String source, String text, Path folder) {
        Object yaml;
        try {
            yaml = yaml().load(text);
        } catch (YAMLException odd) {
            throw new IllegalArgumentException(source + " is no YAML: " + onOneLine(odd), odd);
        }
        if (!(yaml instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException(
                    source + (text.isBlank() ? " is empty: it" : "") + " must be a list of fields such as name: ...");
        }
        for (Object key : fields.keySet()) {
            if (!FIELDS.contains(String.valueOf(key))) {
                throw new IllegalArgumentException(
                        source + ": " + key + " is no field; there are " + new TreeSet<>(FIELDS));
            }
        }
        return new ScenarioFile(source, fields, folder);
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new Resolver() {
            @Override
            protected void addImplicitResolvers() {
                // none: a text stays a text
            }
        });
    }

    /** SnakeYAML draws the place; what is wrong, and where, fits into one line. */
    private static String onOneLine(YAMLException odd) {
        if (odd instanceof MarkedYAMLException marked
                && marked.getProblem() != null
                && marked.getProblemMark() != null) {
            Mark at = marked.getProblemMark();
            return flat(marked.getProblem()) + ", line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1);
        }
        return flat(String.valueOf(odd.getMessage()));
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /**
     * What it says.
     *
     * @param before what stands before its name
     * @throws IllegalArgumentException naming the file and what in it cannot be
     */
    Scenario scenario(String before, long seed) {
        try {
            return read(before, seed);
        } catch (IllegalArgumentException odd) {
            throw new IllegalArgumentException(
                    source + ": " + String.valueOf(odd.getMessage()).replaceFirst("^--", ""), odd);
        }
    }

    private Scenario read(String before, long seed) {
        String faulty = text("faults", "");
        FaultPlan faults = FaultOption.read(faulty, seed);
        Caller.Builder caller = Caller.builder()
                .codec(Words.codec("codec", text("codec", "PCMU")))
                .ringing(time("rings-for", text("rings-for", "30s")))
                .faults(faults.line());
        if (faults.isNoisy()) {
            caller.comfortNoise(NOISE_DB);
        }
        steps(caller);
        List<String> words = expected();
        Set<Expectation> expected = new LinkedHashSet<>(Expectation.of(words));
        if (!words.contains("answered") && fields.containsKey("rings-for")) {
            expected.remove(Expectation.ANSWERED);
        }
        String silent = text("silent-within", "");
        return new Scenario(
                before + text("name", source),
                text("about", ""),
                caller.build(),
                faults,
                expected,
                silent.isEmpty() ? null : time("silent-within", silent),
                isYes("goes-on", text("goes-on", "false")),
                faulty.isEmpty());
    }

    private String text(String name, String fallback) {
        Object value = fields.get(name);
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            throw new IllegalArgumentException(name + " must be a text");
        }
        return value == null || value.toString().isEmpty() ? fallback : value.toString();
    }

    private List<String> expected() {
        List<String> words = new ArrayList<>();
        Object value = fields.get("expect");
        if (value instanceof List<?> list) {
            list.forEach(word -> words.add(String.valueOf(word)));
        } else if (value != null && !value.toString().isEmpty()) {
            throw new IllegalArgumentException("expect must be a list such as [answered, heard]");
        }
        return words;
    }

    private void steps(Caller.Builder caller) {
        Object steps = fields.get("caller");
        if (steps == null || steps.toString().isEmpty()) {
            return;
        }
        if (!(steps instanceof List<?> list)) {
            throw new IllegalArgumentException("caller must be a list of steps");
        }
        for (int i = 0; i < list.size(); i++) {
            String word = step(caller, list.get(i));
            if (word.equals("hang-up") && i < list.size() - 1) {
                throw new IllegalArgumentException("the caller can do nothing after hang-up");
            }
        }
    }

    /** A step is a word, or a word and what it needs. */
    private String step(Caller.Builder caller, Object step) {
        if (step instanceof Map<?, ?> map && map.size() == 1) {
            Map.Entry<?, ?> one = map.entrySet().iterator().next();
            String word = String.valueOf(one.getKey());
            if (one.getValue() instanceof List<?> || one.getValue() instanceof Map<?, ?>) {
                throw new IllegalArgumentException(word + " must be followed by a text; " + STEPS);
            }
            take(caller, word, String.valueOf(one.getValue()));
            return word;
        }
        if (step instanceof Map<?, ?> || step instanceof List<?>) {
            throw new IllegalArgumentException("a step has one word and what it needs; " + STEPS);
        }
        take(caller, String.valueOf(step), "");
        return String.valueOf(step);
    }

    private void take(Caller.Builder caller, String word, String what) {
        boolean needsMore =
                Set.of("interrupt-after", "pause", "say", "play", "press").contains(word);
        if (needsMore && what.isBlank()) {
            throw new IllegalArgumentException(word + " needs something behind it; " + STEPS);
        }
        switch (word) {
            case "interrupt-after" -> caller.interruptAfter(time(word, what), TO_SAY_SOMETHING);
            case "pause" -> caller.pause(time(word, what));
            case "say" -> caller.say(what);
            case "play" -> play(caller, what);
            case "press" -> caller.press(what);
            default -> {
                takeAlone(caller, word);
                if (!what.isEmpty()) {
                    throw new IllegalArgumentException(word + " takes nothing behind it, not " + what);
                }
            }
        }
    }

    private static void takeAlone(Caller.Builder caller, String word) {
        switch (word) {
            case "await-listening" -> caller.awaitListening(PATIENCE);
            case "await-greeting" -> caller.awaitHeard(PATIENCE);
            case "await-beep" -> caller.awaitBeep(PATIENCE);
            case "hang-up" -> caller.hangUp();
            default -> throw new IllegalArgumentException("the caller cannot " + word + "; " + STEPS);
        }
    }

    private void play(Caller.Builder caller, String what) {
        try {
            caller.speak(WavSpeech.read(folder.resolve(what)));
        } catch (InvalidPathException odd) {
            throw new IllegalArgumentException("play: " + what + " is no name of a file", odd);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "play: " + what + " cannot be read: " + Sounds.reason(unreadable), unreadable);
        }
    }

    private static Duration time(String name, String text) {
        Duration time = Words.time(name, text);
        if (time.compareTo(Scenario.LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + text + ", longer than any call is allowed to last here: "
                    + Scenario.LONGEST.toMinutes() + " minutes");
        }
        return time;
    }

    private static boolean isYes(String name, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(name + " is " + text + ", must be true or false");
        }
        return text.equals("true");
    }
}
