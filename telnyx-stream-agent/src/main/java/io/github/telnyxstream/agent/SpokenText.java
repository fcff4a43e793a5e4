package io.github.telnyxstream.agent;

import java.util.regex.Pattern;

/** Makes of what a model writes what a voice can say. */
final class SpokenText {
    private static final Pattern CODE = Pattern.compile("(?s)```.*?(```|$)");
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern ADDRESS = Pattern.compile("https?://(?:www\\.)?([^\\s/)]+)\\S*");
    private static final Pattern LINE_START = Pattern.compile("(?m)^\\s{0,3}(?:#{1,6}|>|[-*+•])\\s+");
    private static final Pattern EMPHASIS = Pattern.compile("[*`~|]+|(?<=^|\\s|\\p{P})_+|_+(?=$|\\s|\\p{P})");
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]{0,200}>");
    private static final Pattern SYMBOLS =
            Pattern.compile("[\\p{So}\\p{Cs}\\p{Cn}\\p{Cc}\\x{200D}\\x{FE0F}\\x{1F3FB}-\\x{1F3FF}&&[^\\n\\t°€]]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private SpokenText() {}

    /** One line without markup, emoji and addresses' paths; may be empty. */
    static String of(String written) {
        String text = CODE.matcher(written).replaceAll(" ");
        text = LINK.matcher(text).replaceAll("$1");
        text = ADDRESS.matcher(text).replaceAll("$1");
        text = LINE_START.matcher(text).replaceAll("");
        text = TAG.matcher(text).replaceAll(" ");
        text = EMPHASIS.matcher(text).replaceAll("");
        text = SYMBOLS.matcher(text).replaceAll("");
        text = BLANKS.matcher(text).replaceAll(" ").strip();
        return hasSound(text) ? text : "";
    }

    private static boolean hasSound(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
