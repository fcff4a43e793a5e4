package io.github.telnyxstream.agent;

import io.github.telnyxstream.stream.PlaybackResult;
import org.jspecify.annotations.Nullable;

/** The answer in the making, and the moments of what is heard of it. Confined to the loop of its call. */
final class PresentAnswer implements Mouth.Moments {
    private final CallLoop loop;
    private @Nullable Answering answering;

    PresentAnswer(CallLoop loop) {
        this.loop = loop;
    }

    void begin(Answering next, Conversation conversation) {
        answering = next;
        next.begin(conversation);
    }

    boolean isThere() {
        return answering != null;
    }

    boolean isPending() {
        return answering != null && answering.isPending();
    }

    boolean is(Answering told) {
        return answering != null && answering.clock() == told.clock();
    }

    /** What of it is still told is not heard. */
    void cancel() {
        Answering present = answering;
        if (present != null) {
            present.cancel();
        }
    }

    /** It is over. */
    void forget() {
        answering = null;
    }

    private @Nullable TurnClock clockOf(Utterance utterance) {
        return answering != null && answering.utterance() == utterance ? answering.clock() : null;
    }

    @Override
    public void firstAudio(Utterance utterance) {
        TurnClock clock = clockOf(utterance);
        if (clock != null) {
            clock.firstAudio(loop.nanoTime());
        }
    }

    @Override
    public void firstSent(Utterance utterance) {
        TurnClock clock = clockOf(utterance);
        if (clock != null) {
            clock.firstSent(loop.nanoTime());
        }
    }

    @Override
    public void heard(Utterance utterance, PlaybackResult result) {
        TurnClock clock = clockOf(utterance);
        if (clock != null && !result.heard().isZero()) {
            clock.heard(loop.nanoTime() - result.heard().toNanos());
        }
    }
}
