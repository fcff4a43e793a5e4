package io.github.telnyxstream.agent.sphinx.words;

import io.github.telnyxstream.agent.sphinx.SphinxRecognizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is listened for: a text of which any stretch may be said between two pauses. */
final class ExpectedText {
    private static final String DICTIONARY = "edu/cmu/sphinx/models/en-us/cmudict-en-us.dict";

    private ExpectedText() {}

    /** The words that the dictionary has, in their order. */
    static List<String> words(String text) throws IOException {
        List<String> words = Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}']+"))
                .filter(word -> !word.isEmpty())
                .toList();
        Set<String> known = known(words);
        return words.stream().filter(known::contains).toList();
    }

    private static Set<String> known(Collection<String> words) throws IOException {
        Set<String> known = new HashSet<>();
        try (InputStream in = SphinxRecognizer.class.getClassLoader().getResourceAsStream(DICTIONARY)) {
            if (in == null) {
                throw new IOException("the model is not there: sphinx4-data has to be on the path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String word = line.substring(0, Math.max(0, line.indexOf(' ')));
                if (words.contains(word)) {
                    known.add(word);
                }
            }
        }
        return known;
    }

    /** From any word on, and up to any. */
    static String grammar(List<String> words) {
        String rules = IntStream.range(0, words.size())
                .mapToObj(i -> i + 1 == words.size()
                        ? "<from" + i + "> = " + words.get(i) + ";\n"
                        : "<from" + i + "> = " + words.get(i) + " [<from" + (i + 1) + ">];\n")
                .collect(Collectors.joining());
        String starts = IntStream.range(0, words.size())
                .mapToObj(i -> "<from" + i + ">")
                .collect(Collectors.joining(" | "));
        return "#JSGF V1.0;\ngrammar phrases;\npublic <phrase> = " + starts + ";\n" + rules;
    }
}
