package io.github.telnyxstream.agent;

/** Takes out what a model thinks aloud between {@code <think>} and {@code </think>}: nobody wants to hear it. */
final class ThoughtFilter {
    private static final String BEGIN = "<think>";
    private static final String END = "</think>";

    private final StringBuilder waiting = new StringBuilder();
    private boolean isThinking;

    /** What of this piece, and of what waited, is to be spoken. */
    String spoken(String piece) {
        waiting.append(piece);
        StringBuilder out = new StringBuilder();
        while (true) {
            String tag = isThinking ? END : BEGIN;
            int at = waiting.indexOf(tag);
            if (at < 0) {
                int keep = beginOf(tag);
                String part = waiting.substring(0, waiting.length() - keep);
                waiting.delete(0, waiting.length() - keep);
                return out.append(isThinking ? "" : part).toString();
            }
            out.append(isThinking ? "" : waiting.substring(0, at));
            waiting.delete(0, at + tag.length());
            isThinking = !isThinking;
        }
    }

    /** What waited, now that nothing follows, or something new begins: a thought does not outlast it. */
    String rest() {
        String left = isThinking ? "" : waiting.toString();
        isThinking = false;
        waiting.setLength(0);
        return left;
    }

    /** How much of the end may be the beginning of a tag. */
    private int beginOf(String tag) {
        for (int length = Math.min(tag.length() - 1, waiting.length()); length > 0; length--) {
            if (tag.startsWith(waiting.substring(waiting.length() - length))) {
                return length;
            }
        }
        return 0;
    }
}
