package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.agent.Utterance.Sentence;

/** A line of the agent's own, said by a speech-to-speech service; once more when nothing came of it. Confined to the loop. */
final class SpokenLine implements SpokenFeed.Target {
    private static final int MAX_TRIES = 2;

    private final Exchange exchange;
    private final Sentence sentence;
    private final Speaking.Owner owner;
    /** The sentence's own text becomes what was really said. */
    private final String wanted;

    SpokenLine(Exchange exchange, Sentence sentence, Speaking.Owner owner) {
        this.exchange = exchange;
        this.sentence = sentence;
        this.owner = owner;
        this.wanted = sentence.text();
    }

    void ask() {
        sentence.isAsked = true;
        sentence.tries++;
        SpokenFeed next = exchange.say(wanted, sentence.utterance.kind == Utterance.Kind.ANSWER, this);
        sentence.synthesis = next::end;
    }

    @Override
    public void begun(SpeechToSpeech.Answer answer) {
        sentence.utterance.speaks(answer);
    }

    @Override
    public void audio(short[] piece, int sampleRateHz) {
        boolean isFirst = sentence.samples == 0;
        sentence.take(piece, sampleRateHz);
        owner.arrived(sentence, isFirst);
    }

    @Override
    public void words(String piece) {
        sentence.speaks(piece);
    }

    @Override
    public void pause() {
        // a line calls no tools
    }

    @Override
    public void done() {
        if (sentence.samples == 0) {
            failed(ServiceFailure.of(Service.SPEECH, Kind.EMPTY, "no audio came"));
        } else {
            sentence.isSynthesized = true;
            owner.arrived(sentence, false);
        }
    }

    @Override
    public void failed(ServiceFailure failure) {
        if (sentence.samples == 0 && sentence.tries < MAX_TRIES && failure.kind() != Kind.REFUSED) {
            ask();
            return;
        }
        sentence.isSynthesized = true;
        sentence.isCut = true;
        owner.failed(failure);
    }
}
