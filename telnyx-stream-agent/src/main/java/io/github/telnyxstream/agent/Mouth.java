package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.Utterance.Sentence;
import io.github.telnyxstream.stream.PlaybackResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks: sentences are synthesized ahead of what is heard, each is a playback of its own, so that the engine's marks tell
 * what of it was heard. Confined to the loop of its call.
 */
final class Mouth implements Speaking.Owner {
    /** Sentences that are synthesized beyond the one that plays. */
    private static final int AHEAD = 2;

    private static final Duration RETRY_WRITE = Duration.ofMillis(100);

    private final AgentLine line;
    private final Speaking voice;
    private final CallLoop loop;
    private final Moments moments;
    private final Events events;
    /** What is being said and what waits behind it. */
    private final List<Utterance> utterances = new ArrayList<>();

    /** How long those sentences were heard that are over. */
    private Duration over = Duration.ZERO;

    private boolean held;

    /** When something of an utterance happens, on the loop. */
    interface Moments {
        /** The first audio of an utterance is there. */
        void firstAudio(Utterance utterance);

        /** The first frame of an utterance leaves. */
        void firstSent(Utterance utterance);

        /** A sentence has been heard to its end. */
        void heard(Utterance utterance, PlaybackResult result);
    }

    /** What the mouth tells, on the loop. */
    interface Events {
        /** Nothing is being said any more, at least for the moment. */
        void silent();

        /** A sentence could not be spoken, also not at the second try. */
        void failed(ServiceFailure failure);
    }

    Mouth(Crew.OnCall crew, AgentLine line, CallLoop loop, Moments moments, Events events) {
        this.line = line;
        this.voice = crew.voice(this);
        this.loop = loop;
        this.moments = moments;
        this.events = events;
    }

    /** Begins an utterance; {@link #add} and {@link #complete} follow. */
    Utterance begin(Utterance.Kind kind, boolean isProtected, Runnable whenOver) {
        Utterance utterance = new Utterance(kind, isProtected, whenOver);
        utterances.add(utterance);
        return utterance;
    }

    /** Says a whole utterance. */
    Utterance say(String text, Utterance.Kind kind, boolean isProtected, Runnable whenOver) {
        Utterance utterance = begin(kind, isProtected, whenOver);
        if (voice.speaksWhole()) {
            add(utterance, text);
        } else {
            SentenceSplitter splitter = new SentenceSplitter();
            splitter.add(text).forEach(sentence -> add(utterance, sentence));
            splitter.end().forEach(sentence -> add(utterance, sentence));
        }
        complete(utterance);
        return utterance;
    }

    void add(Utterance utterance, String written) {
        String text = SpokenText.of(written);
        if (text.isEmpty() || utterance.isGivenUp()) {
            return;
        }
        utterance.sentences.add(new Sentence(utterance, text));
        moveOn();
    }

    /** Adds what a service speaks by itself, as it comes. */
    Sentence addSpoken(Utterance utterance, SpeechSynthesizer.Synthesis synthesis) {
        Sentence sentence = new Sentence(utterance, "");
        sentence.isAsked = true;
        sentence.synthesis = synthesis;
        utterance.sentences.add(sentence);
        return sentence;
    }

    boolean canInterject() {
        return voice.canInterject();
    }

    void complete(Utterance utterance) {
        utterance.complete();
        moveOn();
    }

    /** Whether something is being said, waits to be said, or is held. */
    boolean isSpeaking() {
        return present() != null;
    }

    /** Whether more will be said, also when there is silence just now. */
    boolean hasMore() {
        return !utterances.isEmpty();
    }

    /** What is being said; null in silence. */
    @Nullable
    Utterance present() {
        for (Utterance utterance : utterances) {
            if (utterance.sentences.stream().anyMatch(sentence -> !sentence.isOver())) {
                return utterance;
            }
        }
        return null;
    }

    /** How long anything has been heard: grows while something is. */
    Duration spokenInAll() {
        Duration sum = over;
        for (Utterance utterance : utterances) {
            for (Sentence sentence : utterance.sentences) {
                if (sentence.playback != null && sentence.result == null) {
                    sum = sum.plus(sentence.playback.heardFor());
                }
            }
        }
        return sum;
    }

    /** How long the present utterance has been heard. */
    Duration spokenFor() {
        Utterance utterance = present();
        Duration sum = Duration.ZERO;
        if (utterance != null) {
            for (Sentence sentence : utterance.sentences) {
                if (sentence.playback != null) {
                    sum = sum.plus(sentence.playback.heardFor());
                }
            }
        }
        return sum;
    }

    boolean isHeld() {
        return held;
    }

    /** Is silent at once, and can go on. */
    void hold() {
        held = line.hold();
    }

    /** Goes on where hearing stopped. */
    void resume() {
        held = false;
        line.resume();
    }

    /** Is silent at once; everything but what is protected is given up. */
    void interrupt() {
        held = false;
        line.interrupt();
        for (Utterance utterance : List.copyOf(utterances)) {
            if (!utterance.isProtected) {
                giveUp(utterance);
            }
        }
        moveOn();
    }

    /** Is silent at once; an answer to which something will still be added is not given up. */
    void hush() {
        if (!isSpeaking()) {
            return;
        }
        held = false;
        line.interrupt();
        for (Utterance utterance : List.copyOf(utterances)) {
            if (!utterance.isProtected && utterance.isComplete()) {
                giveUp(utterance);
            }
        }
        moveOn();
    }

    private void giveUp(Utterance utterance) {
        utterance.giveUp();
        for (Sentence sentence : utterance.sentences) {
            if (sentence.synthesis != null && !sentence.isSynthesized) {
                sentence.synthesis.cancel();
            }
            if (sentence.playback == null) {
                sentence.drop();
            } else {
                sentence.audio.clear();
                sentence.playback.end();
            }
        }
    }

    /** What is there of it is still said, and nothing follows. */
    void cutShort(Utterance utterance) {
        utterance.giveUp();
        for (Sentence sentence : utterance.sentences) {
            if (!sentence.isSynthesized) {
                if (sentence.synthesis != null) {
                    sentence.synthesis.cancel();
                }
                sentence.isSynthesized = true;
                sentence.isCut = true;
            }
        }
        moveOn();
    }

    /** What is there is still said, and nothing follows, since no voice can be had for it. */
    void cutShort() {
        List.copyOf(utterances).forEach(this::cutShort);
    }

    /** The call is over: nothing will be heard any more. */
    void close() {
        List.copyOf(utterances).forEach(this::giveUp);
        moveOn();
    }

    @Override
    public void arrived(Sentence sentence, boolean isFirst) {
        if (isFirst && sentence.utterance.sentences.get(0) == sentence) {
            moments.firstAudio(sentence.utterance);
        }
        moveOn();
    }

    @Override
    public void failed(ServiceFailure failure) {
        events.failed(failure);
        moveOn();
    }

    private void moveOn() {
        synthesizeAhead();
        Sentence sentence = firstUnended();
        while (sentence != null && feed(sentence)) {
            sentence = firstUnended();
        }
        endUtterances();
    }

    private void endUtterances() {
        for (Utterance utterance : List.copyOf(utterances)) {
            if (utterance.becomesOver()) {
                utterances.remove(utterance);
                utterance.tellCut();
                utterance.whenOver.run();
            }
        }
    }

    private void synthesizeAhead() {
        int pending = 0;
        for (Utterance utterance : utterances) {
            for (Sentence sentence : utterance.sentences) {
                if (sentence.isOver() || sentence.isSynthesized) {
                    continue;
                }
                if (!sentence.isAsked) {
                    voice.ask(sentence);
                }
                if (++pending > AHEAD) {
                    return;
                }
            }
        }
    }

    private @Nullable Sentence firstUnended() {
        for (Utterance utterance : utterances) {
            for (Sentence sentence : utterance.sentences) {
                if (!sentence.isOver() && !sentence.isEndTold) {
                    return sentence;
                }
            }
        }
        return null;
    }

    /** Hands on what there is; true when the sentence is complete, so that the next one may follow. */
    private boolean feed(Sentence sentence) {
        if (sentence.audio.isEmpty() && !sentence.isSynthesized) {
            return false;
        }
        if (sentence.samples == 0 && !line.takesText()) {
            sentence.drop();
            return true;
        }
        AgentLine.Sounding playback = sentence.playback;
        if (playback == null) {
            playback = open(sentence);
        }
        for (short[] piece = sentence.audio.peek(); piece != null; piece = sentence.audio.peek()) {
            if (!playback.write(piece)) {
                loop.after(RETRY_WRITE, this::moveOn);
                return false;
            }
            sentence.audio.remove();
        }
        if (!sentence.isSynthesized) {
            return false;
        }
        playback.end();
        sentence.isEndTold = true;
        return true;
    }

    private AgentLine.Sounding open(Sentence sentence) {
        AgentLine.Sounding playback = line.open(sentence);
        sentence.playback = playback;
        if (sentence.utterance.sentences.get(0) == sentence) {
            moments.firstSent(sentence.utterance);
        }
        playback.whenOver(result -> loop.execute(() -> end(sentence, result)));
        return playback;
    }

    private void end(Sentence sentence, PlaybackResult result) {
        sentence.result = result;
        over = over.plus(result.heard());
        if (!sentence.isSynthesized && sentence.synthesis != null) {
            sentence.synthesis.cancel();
        }
        moments.heard(sentence.utterance, result);
        moveOn();
        if (!isSpeaking()) {
            held = false;
            events.silent();
        }
    }
}
