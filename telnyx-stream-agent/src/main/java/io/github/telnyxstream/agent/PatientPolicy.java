package io.github.telnyxstream.agent;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds at the first sound, and lets it be an interruption only when it was long enough or meant something. */
final class PatientPolicy implements BargeInPolicy {
    static final Set<String> ENGLISH = Set.of(
            "mhm", "mm", "mmm", "mm-hmm", "mhmm", "hm", "hmm", "uh-huh", "uh", "um", "huh", "ah", "oh", "ok", "okay",
            "yeah", "yep", "yes", "right", "sure", "i", "see", "got", "it");

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}'-]+");

    private final Duration enough;
    private final Set<String> listening;

    PatientPolicy(Duration enough, Set<String> listening) {
        this.enough = Objects.requireNonNull(enough, "enough");
        this.listening = Set.copyOf(listening);
    }

    @Override
    public Decision decide(Situation situation) {
        String words = situation.words();
        if (!words.isBlank()) {
            return means(words) ? Decision.INTERRUPT : situation.isOver() ? Decision.IGNORE : Decision.HOLD;
        }
        if (situation.speech().compareTo(enough) >= 0) {
            return Decision.INTERRUPT;
        }
        return situation.isOver() ? Decision.IGNORE : Decision.HOLD;
    }

    private boolean means(String words) {
        for (String word : NO_WORD.split(words.toLowerCase(Locale.ROOT), -1)) {
            if (!word.isEmpty() && !listening.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
