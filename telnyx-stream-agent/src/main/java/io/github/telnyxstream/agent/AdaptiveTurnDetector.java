package io.github.telnyxstream.agent;

import java.time.Duration;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Waits for a silence whose length follows what was said and how long this caller pauses. */
final class AdaptiveTurnDetector implements TurnDetector {
    private static final Duration HANGOVER = Duration.ofMillis(120);
    private static final double OF_OWN_PAUSES = 1.3;
    private static final double FORGETTING = 0.8;

    private final Duration shortest;
    private final Duration longest;
    private final IntFunction<? extends SpeechEar> ears;
    private @Nullable SpeechEar detector;
    private int rateHz;
    private boolean isTurn;
    private boolean wasSpeech;
    private String words = "";
    private long longestPauseMillis;
    private long pauseMillis;

    AdaptiveTurnDetector(Duration shortest, Duration longest) {
        this(shortest, longest, rate -> SpeechEar.of(rate, HANGOVER));
    }

    AdaptiveTurnDetector(Duration shortest, Duration longest, IntFunction<? extends SpeechEar> ears) {
        if (shortest.toMillis() < 100 || longest.compareTo(shortest) < 0 || longest.toSeconds() > 10) {
            throw new IllegalArgumentException(shortest + " and " + longest + " are not 100 ms to 10 s, in that order");
        }
        this.shortest = shortest;
        this.longest = longest;
        this.ears = Objects.requireNonNull(ears, "ears");
    }

    @Override
    public Signal hear(short[] pcm, int sampleRateHz) {
        SpeechEar ear = detector(sampleRateHz);
        boolean speech = ear.offer(pcm, 0, pcm.length);
        boolean changed = speech != wasSpeech;
        wasSpeech = speech;
        if (speech) {
            return changed ? begin() : Signal.NONE;
        }
        if (!isTurn) {
            return Signal.NONE;
        }
        pauseMillis = ear.silenceFor().toMillis();
        if (pauseMillis >= endAfterMillis()) {
            isTurn = false;
            words = "";
            return Signal.ENDED;
        }
        return changed ? Signal.PAUSED : Signal.NONE;
    }

    private SpeechEar detector(int sampleRateHz) {
        SpeechEar present = detector;
        if (present == null || rateHz != sampleRateHz) {
            present = ears.apply(sampleRateHz);
            detector = present;
            rateHz = sampleRateHz;
        }
        return present;
    }

    private Signal begin() {
        if (!isTurn) {
            isTurn = true;
            words = "";
            longestPauseMillis = (long) (longestPauseMillis * FORGETTING);
            return Signal.BEGAN;
        }
        longestPauseMillis = Math.max(longestPauseMillis, pauseMillis);
        return Signal.WENT_ON;
    }

    private long endAfterMillis() {
        long least = shortest.toMillis();
        long most = longest.toMillis();
        String said = words.strip();
        long wanted;
        if (said.isEmpty()) {
            wanted = (least + most) / 2;
        } else if (OpenWords.areOpen(said)) {
            wanted = most;
        } else if (OpenWords.endSentence(said)) {
            wanted = least;
        } else {
            wanted = least + (most - least) / 4;
        }
        return Math.min(most, Math.max(wanted, (long) (longestPauseMillis * OF_OWN_PAUSES)));
    }

    @Override
    public void read(String text) {
        words = text;
    }

    @Override
    public boolean expectsMore() {
        return OpenWords.areOpen(words.strip());
    }

    @Override
    public boolean isSpeech() {
        return wasSpeech;
    }

    @Override
    public Duration speechFor() {
        return detector == null ? Duration.ZERO : detector.speechFor();
    }
}
