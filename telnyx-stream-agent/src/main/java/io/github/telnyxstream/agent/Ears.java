package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.BargeInPolicy.Decision;
import io.github.telnyxstream.agent.TurnDetector.Signal;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Listens: knows when the caller's turn begins and ends, what was said in it, and what a sound means while the agent speaks.
 * Confined to the loop of its call.
 */
final class Ears implements Hearing.Events {
    private static final long ASK_AGAIN_NANOS = 100_000_000;
    /** Words that come this much later still belong to a sound that was let pass. */
    private static final long LATE_WORDS_NANOS = 3_000_000_000L;

    private final TurnDetector detector;
    private final BargeInPolicy policy;
    private final Mouth mouth;
    private final Hearing hearing;
    private final CallLoop loop;
    private final Duration patience;
    private final Events events;
    private final TurnText words = new TurnText();
    private short[] silence = new short[0];

    /** The caller has the floor, and what is said will be answered. */
    private boolean isTurn;

    private @Nullable BargeIn bargeIn;
    private CallLoop.@Nullable Timer waiting;
    private long speechEndedNanos;
    private long turnEndedNanos;

    /** What the ears tell, on the loop. */
    interface Events {
        /** The caller begins to speak, and the agent is silent. */
        void callerBegan();

        /** What the agent says was given up. */
        void interrupted();

        /** A sound during the agent's speech has come to its end. */
        void soundJudged(Decision decision);

        /** The caller has said something. */
        void turn(String text, long speechEndedNanos, long turnEndedNanos);

        /** The caller has made a sound that no words were found in. */
        void notUnderstood();

        /** Recognition has failed; it is tried again unless it was refused. */
        void recognizerFailed(ServiceFailure failure);
    }

    /** A sound of the caller while the agent speaks. */
    private static final class BargeIn {
        final String agentText;
        final Duration agentSpokeFor;
        Duration speech = Duration.ZERO;
        long askedNanos;
        long overNanos;
        boolean isOver;

        BargeIn(String agentText, Duration agentSpokeFor) {
            this.agentText = agentText;
            this.agentSpokeFor = agentSpokeFor;
        }
    }

    Ears(AgentRecipe recipe, Mouth mouth, CallLoop loop, Events events) {
        this.detector = recipe.turnDetectors().get();
        this.policy = recipe.bargeIn();
        this.mouth = mouth;
        this.loop = loop;
        this.patience = recipe.patience().transcript();
        this.events = events;
        this.hearing = new Hearing(recipe, loop, this);
    }

    void open() {
        hearing.open();
    }

    void close() {
        hearing.close();
        cancelWaiting();
    }

    /** While a secret is keyed. */
    void pause(boolean paused) {
        hearing.pause(paused);
        if (paused) {
            words.take();
            isTurn = false;
        }
    }

    boolean isTurn() {
        return isTurn || detector.isSpeech();
    }

    void hear(MediaFrame frame) {
        short[] pcm = frame.pcm();
        if (frame.isEcho()) {
            pcm = silenceOf(pcm.length);
        } else {
            hearing.accept(frame);
        }
        Signal signal = detector.hear(pcm, frame.format().sampleRateHz());
        switch (signal) {
            case BEGAN, WENT_ON -> speechBegan();
            case PAUSED -> speechPaused();
            case ENDED -> turnEnded();
            case NONE -> goOn();
        }
    }

    private short[] silenceOf(int length) {
        if (silence.length != length) {
            silence = new short[length];
        }
        return silence;
    }

    private void speechBegan() {
        cancelWaiting();
        Utterance utterance = mouth.present();
        if (utterance == null) {
            if (!isTurn) {
                isTurn = true;
                words.take();
            }
            events.callerBegan();
        } else if (!isTurn) {
            bargeIn = new BargeIn(utterance.text(), mouth.spokenFor());
            words.take();
            judge();
        }
    }

    private void goOn() {
        BargeIn sound = bargeIn;
        if (sound != null && !sound.isOver) {
            sound.speech = detector.speechFor();
            if (loop.nanoTime() - sound.askedNanos >= ASK_AGAIN_NANOS) {
                judge();
            }
        }
    }

    private void speechPaused() {
        speechEndedNanos = loop.nanoTime();
        BargeIn sound = bargeIn;
        if (sound != null && !sound.isOver) {
            sound.isOver = true;
            sound.overNanos = speechEndedNanos;
            judge();
        }
    }

    /** Asks the policy, when there is something that it could change. */
    private void judge() {
        BargeIn sound = bargeIn;
        Utterance utterance = mouth.present();
        if (sound == null || utterance == null || utterance.isProtected) {
            return;
        }
        sound.askedNanos = loop.nanoTime();
        Decision decision = policy.decide(new BargeInPolicy.Situation(
                sound.speech, sound.isOver, words.soFar(), sound.agentText, sound.agentSpokeFor));
        switch (decision) {
            case HOLD -> {
                if (!mouth.isHeld()) {
                    mouth.hold();
                }
            }
            case IGNORE -> {
                if (mouth.isHeld()) {
                    mouth.resume();
                }
                if (sound.isOver) {
                    events.soundJudged(Decision.IGNORE);
                }
            }
            case INTERRUPT -> interrupt(sound);
        }
    }

    private void interrupt(BargeIn sound) {
        bargeIn = null;
        isTurn = true;
        mouth.interrupt();
        events.soundJudged(Decision.INTERRUPT);
        events.interrupted();
        if (sound.isOver && !detector.isSpeech()) {
            // the words came after the sound: nothing more is to be waited for but their final form
            turnEnded();
        }
    }

    /** Keys interrupt as words do. */
    void interruptByKey() {
        Utterance utterance = mouth.present();
        if (utterance != null && !utterance.isProtected) {
            bargeIn = null;
            mouth.interrupt();
            events.interrupted();
        }
    }

    private void turnEnded() {
        turnEndedNanos = loop.nanoTime();
        if (!isTurn) {
            hearing.finish();
            return;
        }
        hearing.finish();
        if (words.hasFinal() && !words.isOpen()) {
            deliver();
        } else {
            cancelWaiting();
            waiting = loop.after(patience, this::deliver);
        }
    }

    private void deliver() {
        cancelWaiting();
        isTurn = false;
        String text = words.take();
        if (text.isEmpty()) {
            events.notUnderstood();
        } else {
            events.turn(text, speechEndedNanos, turnEndedNanos);
        }
    }

    private void cancelWaiting() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
    }

    /** The agent has fallen silent: what was said over its last words is an answer to them. */
    void agentFellSilent() {
        BargeIn sound = bargeIn;
        bargeIn = null;
        if (sound == null || isTurn) {
            return;
        }
        if (!sound.isOver) {
            isTurn = true;
            events.callerBegan();
        } else if (loop.nanoTime() - sound.overNanos < LATE_WORDS_NANOS && !words.isEmpty()) {
            isTurn = true;
            turnEnded();
        }
    }

    @Override
    public void partial(String text) {
        words.partial(text);
        read();
    }

    @Override
    public void finalText(String text) {
        words.finalText(text);
        if (waiting != null) {
            deliver();
        } else {
            read();
        }
    }

    private void read() {
        detector.read(words.soFar());
        if (words.isEmpty()) {
            return;
        }
        BargeIn sound = bargeIn;
        if (sound != null && (!sound.isOver || loop.nanoTime() - sound.overNanos < LATE_WORDS_NANOS)) {
            judge();
        } else if (sound == null && mouth.present() == null && !isTurn && words.hasFinal()) {
            // a voice that only the recogniser has heard, or words that were late: they count
            isTurn = true;
            speechEndedNanos = loop.nanoTime();
            events.callerBegan();
            if (!detector.isSpeech()) {
                turnEnded();
            }
        }
    }

    @Override
    public void endOfTurn() {
        if (isTurn && !words.isEmpty() && !detector.isSpeech()) {
            turnEndedNanos = loop.nanoTime();
            deliver();
        }
    }

    @Override
    public void failed(ServiceFailure failure) {
        events.recognizerFailed(failure);
    }
}
