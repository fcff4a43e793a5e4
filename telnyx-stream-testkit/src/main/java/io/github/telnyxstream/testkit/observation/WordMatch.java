package io.github.telnyxstream.testkit.observation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How much of what was to be said was understood. Words are compared without case and punctuation;
 * they have to come in order, and others may stand between them.
 *
 * @param expected the words that were to be said
 * @param found how many of them were understood in that order
 */
public record WordMatch(int expected, int found) {

    /**
     * Compares.
     *
     * @param expected what was to be said
     * @param heard what was understood
     * @return how much of it
     * @throws IllegalArgumentException if nothing was to be said
     */
    public static WordMatch of(String expected, String heard) {
        List<String> wanted = words(expected);
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("there is no word in what is expected");
        }
        return new WordMatch(wanted.size(), longestCommon(wanted, words(heard)));
    }

    /**
     * The part that was understood.
     *
     * @return 0 to 1
     */
    public double share() {
        return (double) found / expected;
    }

    private static List<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}']+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The length of the longest common subsequence, row by row. */
    private static int longestCommon(List<String> wanted, List<String> heard) {
        int[] before = new int[heard.size() + 1];
        for (String word : wanted) {
            int[] now = new int[heard.size() + 1];
            for (int i = 0; i < heard.size(); i++) {
                now[i + 1] = word.equals(heard.get(i)) ? before[i] + 1 : Math.max(now[i], before[i + 1]);
            }
            before = now;
        }
        return before[heard.size()];
    }
}
