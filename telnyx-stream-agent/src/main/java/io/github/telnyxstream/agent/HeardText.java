package io.github.telnyxstream.agent;

import java.time.Duration;

/** How much of a sentence was heard, in words. */
final class HeardText {
    private HeardText() {}

    /**
     * The words that were heard to their end. Speech is taken to run evenly through its letters, which is true to a word or
     * two.
     */
    static String of(String sentence, Duration heard, Duration whole) {
        if (heard.compareTo(whole) >= 0) {
            return sentence;
        }
        if (heard.isZero() || heard.isNegative() || whole.isZero()) {
            return "";
        }
        int letters = (int) ((double) sentence.length() * heard.toNanos() / whole.toNanos());
        int end = letters;
        while (end > 0 && !(end == sentence.length() || Character.isWhitespace(sentence.charAt(end)))) {
            end--;
        }
        return sentence.substring(0, end).strip();
    }
}
