package io.github.telnyxstream.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an answer that comes in pieces into what is spoken at a time: sentences, the first one as short as may be, so that the
 * caller hears something soon. Not thread-safe.
 */
final class SentenceSplitter {
    /** A longer sentence is cut where it may breathe. */
    static final int LONGEST = 240;

    /** From here on the first sentence may end at a comma. */
    private static final int SHORT_START = 24;

    private static final int SHORTEST = 2;

    private final StringBuilder waiting = new StringBuilder();
    private boolean isFirst = true;

    /** What is complete with this piece. */
    List<String> add(String piece) {
        waiting.append(piece);
        List<String> complete = new ArrayList<>();
        for (int end = nextEnd(); end > 0; end = nextEnd()) {
            take(end, complete);
        }
        return complete;
    }

    /** The rest. */
    List<String> end() {
        List<String> rest = new ArrayList<>();
        take(waiting.length(), rest);
        return rest;
    }

    private void take(int end, List<String> into) {
        String sentence = waiting.substring(0, end).strip();
        waiting.delete(0, end);
        if (!sentence.isEmpty()) {
            into.add(sentence);
            isFirst = false;
        }
    }

    /** Where the first complete sentence ends; 0 when there is none yet. */
    private int nextEnd() {
        int breath = 0;
        for (int i = 0; i < waiting.length() - 1; i++) {
            char c = waiting.charAt(i);
            boolean isGap = Character.isWhitespace(waiting.charAt(i + 1));
            if (c == '\n' || (isGap && ".!?…。！？".indexOf(c) >= 0 && isSentence(i))) {
                return i + 1;
            }
            if (isGap && ",;:–".indexOf(c) >= 0) {
                if (isFirst && i >= SHORT_START) {
                    return i + 1;
                }
                breath = i + 1;
            } else if (isGap && breath == 0) {
                breath = i > LONGEST / 2 ? i + 1 : 0;
            }
            if (i >= LONGEST) {
                return breath > 0 ? breath : i + 1;
            }
        }
        return 0;
    }

    /** Not so behind "Dr." and "3.": one short word before the dot is an abbreviation or a number. */
    private boolean isSentence(int dot) {
        if (waiting.charAt(dot) != '.') {
            return true;
        }
        int from = dot;
        while (from > 0 && !Character.isWhitespace(waiting.charAt(from - 1))) {
            from--;
        }
        String word = waiting.substring(from, dot);
        if (word.length() < SHORTEST || word.chars().allMatch(Character::isDigit)) {
            return false;
        }
        return !ABBREVIATIONS.contains(word);
    }

    private static final List<String> ABBREVIATIONS =
            List.of("Dr", "Mr", "Mrs", "Ms", "St", "Prof", "No", "Nr", "e.g", "i.e", "z.B", "ca", "vs", "approx");
}
