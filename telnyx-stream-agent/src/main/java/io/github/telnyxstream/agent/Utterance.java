package io.github.telnyxstream.agent;

import io.github.telnyxstream.stream.PlaybackResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that the agent says in one go: a greeting, an answer, a filler. Confined to the loop of its call. */
final class Utterance {
    /** What it is for. */
    enum Kind {
        /** Words of the responder, or the greeting: they belong into the conversation. */
        ANSWER,
        /** Words of the agent's own, while something else is awaited: they do not. */
        FILLER
    }

    final Kind kind;
    final boolean isProtected;
    /** Done on the loop once the last word was heard or given up. */
    final Runnable whenOver;

    final List<Sentence> sentences = new ArrayList<>();
    private final List<SpeechToSpeech.Answer> spoken = new ArrayList<>();
    private boolean isComplete;
    private boolean isGivenUp;
    private boolean isOver;

    Utterance(Kind kind, boolean isProtected, Runnable whenOver) {
        this.kind = kind;
        this.isProtected = isProtected;
        this.whenOver = whenOver;
    }

    /** Nothing will be added. */
    void complete() {
        isComplete = true;
    }

    boolean isComplete() {
        return isComplete;
    }

    void giveUp() {
        isGivenUp = true;
        isComplete = true;
    }

    boolean isGivenUp() {
        return isGivenUp;
    }

    /** True exactly once: when nothing more will be heard of it. */
    boolean becomesOver() {
        if (isOver || !isComplete || !sentences.stream().allMatch(Sentence::isOver)) {
            return false;
        }
        isOver = true;
        return true;
    }

    boolean isOver() {
        return isOver;
    }

    /** Everything of it that was heard. */
    String heard() {
        StringBuilder text = new StringBuilder();
        for (Sentence sentence : sentences) {
            String words = sentence.heard();
            if (!words.isEmpty()) {
                text.append(text.isEmpty() ? "" : " ").append(words);
            }
        }
        return text.toString();
    }

    /** The service that speaks it learns how much was heard, if it was not all. */
    void speaks(SpeechToSpeech.Answer answer) {
        spoken.add(answer);
        if (isOver) {
            tellCut();
        }
    }

    void tellCut() {
        if (!isWhole()) {
            Duration heard = heardFor();
            spoken.forEach(answer -> answer.cut(heard));
        }
    }

    private Duration heardFor() {
        return sentences.stream()
                .map(sentence -> sentence.result)
                .filter(Objects::nonNull)
                .map(PlaybackResult::heard)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Everything of it. */
    String text() {
        StringBuilder text = new StringBuilder();
        sentences.forEach(sentence -> text.append(text.isEmpty() ? "" : " ").append(sentence.text()));
        return text.toString();
    }

    boolean isWhole() {
        return !isGivenUp && sentences.stream().allMatch(Sentence::isWhole);
    }

    /** Whether the voice broke off in it. */
    boolean isCut() {
        return sentences.stream().anyMatch(sentence -> sentence.isCut);
    }

    /** One sentence: its audio on the way from the synthesizer to the playback. */
    static final class Sentence {
        /** What a voice takes for a letter, when nobody knows how long the rest would have been. */
        private static final Duration PER_LETTER = Duration.ofMillis(60);

        final Utterance utterance;
        private String text;
        private boolean isTextSpoken;
        final ArrayDeque<short[]> audio = new ArrayDeque<>();
        int rateHz;
        long samples;
        boolean isAsked;
        boolean isSynthesized;
        /** Its audio ended before its words. */
        boolean isCut;

        boolean isEndTold;
        int tries;
        SpeechSynthesizer.@Nullable Synthesis synthesis;

        AgentLine.@Nullable Sounding playback;

        @Nullable
        PlaybackResult result;

        private boolean isDropped;

        Sentence(Utterance utterance, String text) {
            this.utterance = utterance;
            this.text = text;
        }

        /** More of its audio is there. */
        void take(short[] piece, int sampleRateHz) {
            rateHz = sampleRateHz;
            samples += piece.length;
            audio.add(piece);
        }

        String text() {
            return text;
        }

        /** What the voice really says, piece by piece; takes the place of what it was asked to say. */
        void speaks(String piece) {
            text = isTextSpoken ? text + piece : piece.stripLeading();
            isTextSpoken = true;
        }

        boolean isOver() {
            return isDropped || result != null;
        }

        /** Will not be played, or not any further than it was. */
        void drop() {
            isDropped = true;
            audio.clear();
        }

        boolean isDropped() {
            return isDropped;
        }

        boolean isWhole() {
            return result != null && result.isPlayed();
        }

        String heard() {
            PlaybackResult end = result;
            if (end == null) {
                return "";
            }
            return end.isPlayed() && isSynthesized && !isCut ? text : HeardText.of(text, end.heard(), length());
        }

        /** How long it is; guessed while not all of it is there. */
        private Duration length() {
            Duration guess = PER_LETTER.multipliedBy(text.length());
            if (rateHz == 0) {
                return guess;
            }
            Duration given = Duration.ofNanos(samples * 1_000_000_000L / rateHz);
            return (isSynthesized && !isCut) || given.compareTo(guess) > 0 ? given : guess;
        }
    }
}
