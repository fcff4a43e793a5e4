package io.github.telnyxstream.agent;

import java.util.regex.Pattern;

/** Takes out of a transcript what must not be kept: numbers, PINs, digits that were spoken. */
public final class Redaction {
    private static final String WORD =
            "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|null|eins|zwo|zwei|drei|vier|fünf|sechs|sieben|acht|neun)";
    private static final Pattern DIGITS = Pattern.compile("\\d(?:[\\s.,/-]*\\d){2,}");
    private static final Pattern SPOKEN =
            Pattern.compile("(?i)\\b" + WORD + "(?:[\\s,.-]+(?:double\\s+)?" + WORD + "){2,}\\b");

    private Redaction() {}

    /**
     * Replaces three digits and more in a row, written or spoken.
     *
     * @param text a transcript
     * @return the text with {@code [number]} in their place
     */
    public static String digits(String text) {
        return SPOKEN.matcher(DIGITS.matcher(text).replaceAll("[number]")).replaceAll("[number]");
    }
}
