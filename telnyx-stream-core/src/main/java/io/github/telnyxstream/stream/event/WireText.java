package io.github.telnyxstream.stream.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text that a stranger wrote, made fit for a log line, an exception or a {@code toString}: cut, and without anything that
 * could end a line, steer a terminal or turn the order of its letters. Whatever comes over a socket or in an answer of the
 * API goes through here before it is shown; nowhere else is it cut or escaped.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class WireText {
    /** As many characters as {@link #shown(String)} keeps. */
    public static final int MAX_CHARS = 200;

    /** A longer stretch without a space is no word: audio, a token, a signature. Ids of calls are shorter. */
    private static final int MAX_WORD_CHARS = 120;

    private static final int KEPT_OF_A_LONG_WORD = 16;
    private static final Pattern SIP_DOMAIN = Pattern.compile("@.*", Pattern.DOTALL);

    private WireText() {}

    /**
     * The text as it may be shown, at most {@value #MAX_CHARS} characters of it.
     *
     * @param text what came from outside, or null
     * @return the text; characters that do not print as {@code \}{@code u} and four hexadecimal digits; empty for null
     */
    public static String shown(@Nullable String text) {
        return shown(text, MAX_CHARS);
    }

    /**
     * A phone number, or the address of a SIP phone, as it may be shown: an ellipsis and its last two digits.
     *
     * @param number what came from outside, or null
     * @return such as {@code …42}; empty when there are fewer than three digits, as of a caller who does not show his
     */
    public static String shownNumber(@Nullable String number) {
        String digits = number == null
                ? ""
                : SIP_DOMAIN.matcher(number).replaceFirst("").replaceAll("[^0-9]", "");
        return digits.length() < 3 ? "" : "…" + digits.substring(digits.length() - 2);
    }

    /**
     * The text as it may be shown. A stretch of more than {@value #MAX_WORD_CHARS} characters without a space is shortened
     * to its beginning, because that is where audio and tokens stand.
     *
     * @param text what came from outside, or null
     * @param maxChars how many characters of it are kept; an ellipsis tells that more were there
     * @return the text; characters that do not print as {@code \}{@code u} and four hexadecimal digits; empty for null
     * @throws IllegalArgumentException if {@code maxChars} is negative
     */
    public static String shown(@Nullable String text, int maxChars) {
        if (maxChars < 0) {
            throw new IllegalArgumentException("maxChars is " + maxChars + ", must not be negative");
        }
        if (text == null) {
            return "";
        }
        StringBuilder shown = new StringBuilder(Math.min(text.length(), maxChars) + 16);
        int at = 0;
        int kept = 0;
        while (at < text.length() && kept < maxChars) {
            int end = endOfWord(text, at);
            boolean isWord = end - at <= MAX_WORD_CHARS;
            int wanted = isWord ? end - at : KEPT_OF_A_LONG_WORD;
            int part = Math.min(wanted, maxChars - kept);
            append(shown, text, at, at + part);
            kept += part;
            if (!isWord && part == wanted) {
                shown.append("…(").append(end - at).append(" characters)");
            }
            at = isWord || part < wanted ? at + part : end;
        }
        return (at < text.length() ? shown.append('…') : shown).toString();
    }

    /** Where the stretch without a space that begins there ends; a space is a stretch of its own. */
    private static int endOfWord(String text, int from) {
        int end = from + 1;
        if (text.charAt(from) != ' ') {
            while (end < text.length() && text.charAt(end) != ' ') {
                end++;
            }
        }
        return end;
    }

    private static void append(StringBuilder shown, String text, int from, int to) {
        int at = from;
        while (at < to) {
            int codePoint = text.codePointAt(at);
            int end = at + Character.charCount(codePoint);
            if (end <= to && isPrintable(codePoint)) {
                shown.appendCodePoint(codePoint);
            } else {
                for (int k = at; k < Math.min(end, to); k++) {
                    shown.append(String.format("\\u%04x", (int) text.charAt(k)));
                }
            }
            at = end;
        }
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
