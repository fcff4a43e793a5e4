package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.BargeInPolicy.Decision;
import io.github.telnyxstream.agent.TurnDetector.Signal;
import io.github.telnyxstream.stream.audio.MediaFrame;
import org.jspecify.annotations.Nullable;

/**
 * Listens: knows when the caller's turn begins and ends, what was said in it, and what a sound means while the agent speaks.
 * Confined to the loop of its call.
 */
final class Ears implements Listening.Events {
    private static final long ASK_AGAIN_NANOS = 100_000_000;

    private final TurnDetector detector;
    private final BargeInPolicy policy;
    private final Mouth mouth;
    private final Listening hearing;
    private final CallLoop loop;
    private final AgentPatience patience;
    private final Events events;
    private final TurnText words = new TurnText();

    /** The caller has the floor, and what is said will be answered. */
    private boolean isTurn;

    /** What the service took for a turn and nobody has answered yet. */
    private @Nullable String taken;

    private @Nullable CallerSound sound;

    /** Somebody who keys a secret says nothing that counts, and the keys themselves are to be heard on the line. */
    private boolean isPaused;

    /** The caller's turn is over as soon as it is known what of the agent's was heard before it. */
    private boolean endsWhenSilent;

    private final EndWait ending;
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

        /** The caller has said something. Where the service names it, its words may come later. */
        void turn(@Nullable String name, String text, long speechEndedNanos, long turnEndedNanos);

        /** The words of a turn that was told before; false when it was not. */
        boolean words(String turn, String text);

        /** What the service has cost. */
        void cost(double amount);

        /** The caller has made a sound that no words were found in. */
        void notUnderstood();

        /** Recognition has failed; it is tried again unless it was refused. */
        void recognizerFailed(ServiceFailure failure);
    }

    Ears(Crew.OnCall crew, AgentRecipe recipe, Mouth mouth, CallLoop loop, Events events) {
        this.detector = recipe.turnDetectors().get();
        this.policy = recipe.bargeIn();
        this.mouth = mouth;
        this.loop = loop;
        this.ending = new EndWait(loop);
        this.patience = recipe.patience();
        this.events = events;
        this.hearing = crew.listening(this);
    }

    void open() {
        hearing.open();
    }

    void close() {
        hearing.close();
        ending.cancel();
    }

    /** While a secret is keyed. */
    void pause(boolean paused) {
        hearing.pause(paused);
        isPaused = paused;
        if (paused) {
            ending.cancel();
            words.take();
            taken = null;
            isTurn = false;
            sound = null;
            if (mouth.isHeld()) {
                mouth.resume();
            }
        }
    }

    boolean isTurn() {
        return isTurn || detector.isSpeech();
    }

    void hear(MediaFrame frame) {
        short[] pcm = frame.pcm();
        if (isPaused || frame.isEcho()) {
            pcm = new short[pcm.length];
        }
        hearing.accept(frame);
        Signal signal = detector.hear(pcm, frame.format().sampleRateHz());
        switch (signal) {
            case BEGAN, WENT_ON -> began(false);
            case PAUSED -> speechPaused();
            case ENDED -> turnEnded();
            case NONE -> goOn();
        }
    }

    private void began(boolean isForServiceOnly) {
        ending.cancel();
        taken = null;
        endsWhenSilent = false;
        Utterance utterance = mouth.present();
        if (utterance == null) {
            if (!isTurn) {
                isTurn = true;
                words.take();
            }
            events.callerBegan();
        } else if (!isTurn) {
            sound = new CallerSound(utterance.text(), mouth.spokenFor(), isForServiceOnly, loop.nanoTime());
            words.take();
            judge();
        }
    }

    private void goOn() {
        CallerSound present = sound;
        if (present != null && !present.isOver()) {
            present.lasts(detector.speechFor(), loop.nanoTime());
            if (loop.nanoTime() - present.askedNanos >= ASK_AGAIN_NANOS) {
                judge();
            }
        }
    }

    private void speechPaused() {
        speechEndedNanos = loop.nanoTime();
        soundOver();
    }

    private void soundOver() {
        if (sound != null && !sound.isOver()) {
            sound.end(loop.nanoTime());
            judge();
        }
    }

    /** Asks the policy, when there is something that it could change. */
    private void judge() {
        CallerSound judged = sound;
        Utterance utterance = mouth.present();
        if (judged == null || utterance == null || utterance.isProtected) {
            return;
        }
        judged.askedNanos = loop.nanoTime();
        Decision decision = policy.decide(new BargeInPolicy.Situation(
                judged.speech(), judged.isOver(), words.soFar(), judged.agentText, judged.agentSpokeFor));
        switch (decision) {
            case HOLD -> {
                if (!mouth.isHeld()) {
                    mouth.hold();
                }
            }
            case IGNORE -> letPass(judged);
            case INTERRUPT -> interrupt(judged);
        }
    }

    private void letPass(CallerSound passed) {
        if (mouth.isHeld()) {
            mouth.resume();
        }
        if (passed.isOver() && !passed.isTold) {
            passed.isTold = true;
            events.soundJudged(Decision.IGNORE);
        }
    }

    private void interrupt(CallerSound meant) {
        sound = null;
        isTurn = true;
        mouth.interrupt();
        events.soundJudged(Decision.INTERRUPT);
        events.interrupted();
        if (meant.isOver() && !detector.isSpeech()) {
            // the words came after the sound: nothing more is to be waited for but their final form, and what was heard
            endsWhenSilent = mouth.isSpeaking();
            if (!endsWhenSilent) {
                turnEnded();
            }
        }
    }

    /** Keys interrupt as words do. */
    void interruptByKey() {
        Utterance utterance = mouth.present();
        if (utterance != null && !utterance.isProtected) {
            sound = null;
            mouth.interrupt();
            events.interrupted();
        }
    }

    private void turnEnded() {
        turnEndedNanos = loop.nanoTime();
        hearing.finish();
        if (!isTurn) {
            return;
        }
        if (taken != null || (!hearing.endsTurns() && words.hasFinal() && !words.isOpen())) {
            deliver();
        } else {
            ending.forText(patience.transcript(), this::waited);
        }
    }

    private void waited() {
        if (hearing.isSpeech()) {
            // the service hears somebody go on: it will say when that is over
            ending.forText(patience.answer(), this::deliver);
        } else {
            deliver();
        }
    }

    private void deliver() {
        ending.cancel();
        isTurn = false;
        endsWhenSilent = false;
        String name = taken;
        taken = null;
        String text = words.take();
        if (text.isEmpty() && name == null) {
            events.notUnderstood();
        } else {
            events.turn(name, text, speechEndedNanos, turnEndedNanos);
        }
    }

    /** The agent has fallen silent: what was said over its last words is an answer to them. */
    void agentFellSilent() {
        CallerSound last = sound;
        sound = null;
        if (endsWhenSilent && isTurn) {
            endsWhenSilent = false;
            turnEnded();
        }
        if (last == null || isTurn) {
            return;
        }
        if (!last.isOver()) {
            isTurn = true;
            events.callerBegan();
        } else if (last.canHaveWords(loop.nanoTime()) && (!words.isEmpty() || taken != null)) {
            isTurn = true;
            turnEnded();
        }
    }

    @Override
    public void partial(String text) {
        words.partial(text);
        ending.moreCame();
        read();
    }

    @Override
    public void finalText(String text) {
        words.finalText(text);
        if (ending.isForText()) {
            deliver();
        } else {
            ending.moreCame();
            read();
        }
    }

    /** The words are unfinished: the detector's longest silence ends the turn, and this where it has heard nothing. */
    private void awaitMore() {
        ending.forMore(hearing.untilMore(patience), this::nothingFollows);
    }

    private void nothingFollows() {
        if (isTurn && !detector.isSpeech()) {
            turnEndedNanos = loop.nanoTime();
            endsWhenSilent = mouth.isSpeaking();
            if (!endsWhenSilent) {
                deliver();
            }
        }
    }

    private void read() {
        detector.read(words.soFar());
        if (words.isEmpty()) {
            return;
        }
        if (sound != null) {
            if (sound.canHaveWords(loop.nanoTime())) {
                judge();
            }
        } else if (mouth.present() == null && !isTurn && words.hasFinal() && !hearing.endsTurns()) {
            // a voice that only the recogniser has heard, or words that were late: they count
            isTurn = true;
            speechEndedNanos = loop.nanoTime();
            events.callerBegan();
            if (detector.expectsMore()) {
                awaitMore();
            } else if (!detector.isSpeech()) {
                turnEnded();
            }
        }
    }

    @Override
    public void endOfTurn() {
        if (words.isEmpty()) {
            return;
        }
        if (isTurn && detector.expectsMore() && !ending.isForText()) {
            awaitMore();
        } else {
            nothingFollows();
        }
    }

    @Override
    public void speechBegan() {
        if (isTurn) {
            return;
        }
        if (mouth.present() == null || sound == null || !sound.canBeMeant(loop.nanoTime())) {
            began(!detector.isSpeech());
        }
    }

    @Override
    public void speechEnded() {
        if (!detector.isSpeech()) {
            speechPaused();
        }
    }

    @Override
    public void turnTaken(String name) {
        taken = name;
        if (!isTurn && mouth.present() != null) {
            if (sound != null && sound.isForServiceOnly()) {
                soundOver();
            }
            return;
        }
        turnEndedNanos = loop.nanoTime();
        if (!isTurn || detector.isSpeech()) {
            // only the service has heard it, or knows that it is over
            speechEndedNanos = turnEndedNanos;
        }
        if (!isTurn) {
            events.callerBegan();
        }
        deliver();
    }

    @Override
    public void said(String name, String text) {
        if (!events.words(name, text)) {
            words.finalText(text);
            read();
        }
    }

    @Override
    public void cost(double amount) {
        events.cost(amount);
    }

    @Override
    public void failed(ServiceFailure failure) {
        events.recognizerFailed(failure);
    }
}
