package io.github.telnyxstream.agent.sphinx;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Writes a grammar of plain phrases. */
final class Phrases {
    private static final String HEAD = "#JSGF V1.0;\ngrammar phrases;\npublic <phrase> = ";

    private Phrases() {}

    static String grammar(Collection<String> phrases) {
        Set<String> words = new LinkedHashSet<>();
        for (String phrase : phrases) {
            String plain = phrase.toLowerCase(Locale.ROOT)
                    .replaceAll("[.,;:!?\\-]+", " ")
                    .strip()
                    .replaceAll("\\s+", " ");
            if (!plain.matches("[a-z' ]+")) {
                throw new IllegalArgumentException("a phrase has something else than words: " + phrase);
            }
            words.add(plain);
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("there are no phrases");
        }
        return HEAD + String.join("\n  | ", words) + ";\n";
    }
}
