package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** The text of a field that is the same in message after message, so that it is made once. <b>Threads:</b> one at a time. */
final class RepeatedText {
    /** What is longer is no id and no name. */
    private static final int MAX_CHARS = 64;

    private String last = "";

    /** The text of the scalar at the parser's position. */
    String of(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length == last.length() && isLast(parser.getTextCharacters(), parser.getTextOffset())) {
            return last;
        }
        String text = parser.getText();
        if (length <= MAX_CHARS) {
            last = text;
        }
        return text;
    }

    private boolean isLast(char[] text, int offset) {
        for (int k = 0; k < last.length(); k++) {
            if (text[offset + k] != last.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}
