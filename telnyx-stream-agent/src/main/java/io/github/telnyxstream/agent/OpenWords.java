package io.github.telnyxstream.agent;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether somebody who has said that has more to say: a sentence without its end, or amid a number or a spelled word. */
final class OpenWords {
    /** Who says these has not finished. */
    private static final Set<String> OPEN = Set.of(
            "and", "but", "or", "so", "um", "uh", "er", "because", "the", "a", "an", "to", "for", "with", "of", "is",
            "my", "und", "oder", "aber", "weil", "also", "äh", "ähm", "der", "die", "das", "ich");

    /** Words within a number or a spelled word, which more follows. */
    private static final Set<String> BETWEEN =
            Set.of("double", "triple", "plus", "dash", "dot", "doppel", "bindestrich", "punkt");

    private static final Set<String> DIGITS = Set.of(
            "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "null", "eins",
            "zwei", "zwo", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun");

    private static final Pattern TWO_DIGITS = Pattern.compile(
            "ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|(twen|thir|for|fif|six|seven|eigh|nine)ty|"
                    + "zehn|elf|zwölf|\\p{L}+zehn|\\p{L}+zig|(\\p{L}+und)?dreißig");

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}']+");
    private static final Pattern FIGURES = Pattern.compile("\\p{N}+");
    private static final Pattern TIME_OF_DAY =
            Pattern.compile(".*\\b\\d{1,2}([:.]\\d{2}|([:.]\\d{2})?\\s*([ap]\\.?m\\.?|uhr|o'clock))[.!]?");
    /** More than there are in "at nine" and "room 12", which a full stop ends. */
    private static final int LONG_NUMBER = 3;

    private OpenWords() {}

    static boolean endSentence(String said) {
        return !said.isEmpty() && ".!?…".indexOf(said.charAt(said.length() - 1)) >= 0;
    }

    /** Whether more is to be expected. */
    static boolean areOpen(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.endsWith(",")) {
            return true;
        }
        String[] words = NO_WORD.split(lower, 0);
        if (words.length == 0) {
            return false;
        }
        String last = words[words.length - 1];
        return OPEN.contains(last) || BETWEEN.contains(last) || isAmidNumber(lower, words);
    }

    private static boolean isAmidNumber(String said, String[] words) {
        if (said.endsWith("?") || TIME_OF_DAY.matcher(said).matches()) {
            return false;
        }
        int digits = 0;
        int letters = 0;
        int parts = 0;
        for (int i = words.length - 1; i >= 0; i--) {
            int more = digitsIn(words[i]);
            boolean isLetter = more == 0 && words[i].length() == 1;
            if (more == 0 && !isLetter && !BETWEEN.contains(words[i])) {
                break;
            }
            digits += more;
            letters += isLetter ? 1 : 0;
            parts += more > 0 || isLetter ? 1 : 0;
        }
        if (letters >= 2) {
            return true;
        }
        if (parts == 1
                && letters == 0
                && !FIGURES.matcher(words[words.length - 1]).matches()) {
            // "that one"
            return false;
        }
        // recognisers put full stops behind the parts of a number too
        int least = endSentence(said) ? LONG_NUMBER : 1;
        return digits >= least;
    }

    private static int digitsIn(String word) {
        if (FIGURES.matcher(word).matches()) {
            return word.length();
        }
        return DIGITS.contains(word) ? 1 : TWO_DIGITS.matcher(word).matches() ? 2 : 0;
    }
}
