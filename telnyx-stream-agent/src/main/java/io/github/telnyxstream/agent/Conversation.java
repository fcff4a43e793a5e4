package io.github.telnyxstream.agent;

import java.util.List;

/**
 * What was said on a call, as the caller knows it: of the agent's words only those that were heard. Immutable.
 *
 * @param entries in order; unmodifiable
 */
public record Conversation(List<Entry> entries) {

    /** Who or what an entry comes from. */
    public enum Role {
        /** The caller's words. */
        CALLER,
        /** Keys that the caller pressed. */
        KEYS,
        /** The agent's words, as far as they were heard. */
        AGENT
    }

    /**
     * One thing that was said.
     *
     * @param role by whom
     * @param text the words; never empty
     * @param wasInterrupted whether the agent was cut short behind them
     */
    public record Entry(Role role, String text, boolean wasInterrupted) {
        /**
         * The words as a language model is told them: keys and interruptions stand in brackets.
         *
         * @return the words and what there is to say about them
         */
        public String forModel() {
            return switch (role) {
                case KEYS -> "[pressed the keys " + text + "]";
                case AGENT -> wasInterrupted ? text + " [interrupted by the caller]" : text;
                case CALLER -> text;
            };
        }

        /** Shows the role and the length: a log must not hold what was said. */
        @Override
        public String toString() {
            return role + "[" + text.length() + " characters" + (wasInterrupted ? ", interrupted]" : "]");
        }
    }

    /**
     * Takes a copy.
     *
     * @param entries in order
     */
    public Conversation {
        entries = List.copyOf(entries);
    }

    /**
     * What is to be answered: everything since the agent spoke last, joined by blanks.
     *
     * @return the words; empty when the agent speaks first
     */
    public String lastFromCaller() {
        int from = entries.size();
        while (from > 0 && entries.get(from - 1).role() != Role.AGENT) {
            from--;
        }
        StringBuilder words = new StringBuilder();
        for (Entry entry : entries.subList(from, entries.size())) {
            words.append(words.isEmpty() ? "" : " ").append(entry.text());
        }
        return words.toString();
    }
}
