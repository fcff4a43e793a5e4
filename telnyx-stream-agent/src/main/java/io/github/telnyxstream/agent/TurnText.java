package io.github.telnyxstream.agent;

/** The words of the caller's present turn, as the recogniser gives them. Confined to the loop of its call. */
final class TurnText {
    private final StringBuilder finals = new StringBuilder();
    private String partial = "";

    void partial(String text) {
        partial = text.strip();
    }

    void finalText(String text) {
        String words = text.strip();
        partial = "";
        if (!words.isEmpty()) {
            finals.append(finals.isEmpty() ? "" : " ").append(words);
        }
    }

    /** Everything so far, the partial words too. */
    String soFar() {
        return (finals + (finals.isEmpty() || partial.isEmpty() ? "" : " ") + partial).strip();
    }

    /** Whether words wait to become final. */
    boolean isOpen() {
        return !partial.isEmpty();
    }

    boolean hasFinal() {
        return !finals.isEmpty();
    }

    boolean isEmpty() {
        return finals.isEmpty() && partial.isEmpty();
    }

    /** Takes the words; the next turn begins empty. */
    String take() {
        String text = soFar();
        finals.setLength(0);
        partial = "";
        return text;
    }
}
