package io.github.telnyxstream.callcontrol.wire;

import io.github.telnyxstream.stream.event.WireText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Masks what may not appear in a log, an exception or a {@code toString}. Stateless. */
public final class Redaction {

    private static final Pattern SECRET =
            Pattern.compile("\\bKEY[0-9A-Za-z_-]{8,}|(?i)\\bbearer\\s+\\S+|(?<=://)[^/\\s@]+(?=@)");
    private static final Pattern QUERY = Pattern.compile("(\\b(?:https?|wss?)://[^\\s?\"']+)\\?[^\\s\"']*");
    /** Seven digits or more, with whatever people write between them, country and area code included. */
    private static final Pattern NUMBER = Pattern.compile("[+(]*\\d(?:[\\s\\h().\\-/\\u2010-\\u2015]{0,3}\\d){6,}");

    /** Of longer texts nothing beyond is shown, so it need not be looked at. */
    private static final int MAX_MASKED_CHARS = 4096;

    private Redaction() {}

    /**
     * The text as it may be shown in a log, an exception or a {@code toString}: masked, cut and escaped.
     *
     * @param text text that came from outside, or null
     * @return at most {@link WireText#MAX_CHARS} characters of it; empty for null
     */
    public static String shown(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return WireText.shown(mask(text.length() > MAX_MASKED_CHARS ? text.substring(0, MAX_MASKED_CHARS) : text));
    }

    /**
     * The text without API keys and URL queries and with long digit runs cut down to their last two digits.
     *
     * @param text text that came from outside
     * @return the masked text
     */
    public static String mask(String text) {
        String plain = QUERY.matcher(text).replaceAll("$1?…");
        plain = SECRET.matcher(plain).replaceAll("…");
        return NUMBER.matcher(plain).replaceAll(found -> WireText.shownNumber(found.group()));
    }
}
