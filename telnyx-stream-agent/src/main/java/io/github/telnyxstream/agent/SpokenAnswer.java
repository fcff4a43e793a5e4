package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.agent.Utterance.Sentence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One answer of a speech-to-speech service, on its way to the mouth. Confined to the loop of its call. */
final class SpokenAnswer implements Answering, SpokenFeed.Target, ToolRuns.Events {
    /** An answer without words is limited too; no voice is slower. */
    private static final Duration LONGEST_PER_CHARACTER = Duration.ofMillis(120);

    private final Exchange exchange;
    private final Owner owner;
    private final CallLoop loop;
    private final AgentRecipe recipe;
    private final Mouth mouth;
    private final TurnClock clock;
    private final ToolRuns tools;
    /** Words whose audio has not come yet. */
    private final StringBuilder early = new StringBuilder();

    private @Nullable SpokenFeed feed;
    private SpeechToSpeech.@Nullable Answer answer;
    private @Nullable Utterance utterance;
    private @Nullable Sentence sentence;
    private CallLoop.@Nullable Timer filler;
    private Duration length = Duration.ZERO;
    private int characters;
    private boolean isTooLong;
    private boolean isCancelled;
    private boolean isDone;

    SpokenAnswer(Exchange exchange, Owner owner, Crew.Call call, Mouth mouth, TurnClock clock) {
        this.exchange = exchange;
        this.owner = owner;
        this.loop = call.loop();
        this.recipe = call.recipe();
        this.mouth = mouth;
        this.clock = clock;
        this.tools = new ToolRuns(recipe, loop, mouth, owner, this);
    }

    @Override
    public void begin(Conversation conversation) {
        if (mouth.canInterject()) {
            filler = loop.after(recipe.patience().filler(), this::fill);
        }
        feed = exchange.answer(tools, this);
    }

    private void fill() {
        if (utterance == null && isPending() && !tools.isRunning()) {
            mouth.say(recipe.lines().filler(), Utterance.Kind.FILLER, false, () -> {});
        }
    }

    @Override
    public void cancel() {
        isCancelled = true;
        stop();
        if (utterance == null) {
            if (answer != null) {
                answer.cut(Duration.ZERO);
            }
            owner.answered(this);
        } else if (!utterance.isComplete()) {
            mouth.cutShort(utterance);
        }
    }

    private void stop() {
        if (feed != null) {
            feed.end();
        }
        if (filler != null) {
            filler.cancel();
        }
        tools.stopWaiting();
    }

    @Override
    public @Nullable Utterance utterance() {
        return utterance;
    }

    @Override
    public TurnClock clock() {
        return clock;
    }

    @Override
    public boolean isPending() {
        return !isDone && !isCancelled;
    }

    @Override
    public boolean isCancelled() {
        return isCancelled;
    }

    @Override
    public void toolBegins() {
        // its words come as they are spoken
    }

    @Override
    public void toolDone() {
        if (feed != null && !tools.isRunning()) {
            feed.resume();
        }
    }

    @Override
    public void begun(SpeechToSpeech.Answer made) {
        answer = made;
        if (isTooLong) {
            made.cut(length);
        } else if (utterance != null) {
            utterance.speaks(made);
        } else if (isCancelled || isDone) {
            made.cut(Duration.ZERO);
        }
    }

    @Override
    public void audio(short[] piece, int sampleRateHz) {
        Sentence into = into();
        boolean isFirst = into.samples == 0;
        into.take(piece, sampleRateHz);
        length = length.plus(Duration.ofNanos(piece.length * 1_000_000_000L / sampleRateHz));
        mouth.arrived(into, isFirst);
        if (length.compareTo(LONGEST_PER_CHARACTER.multipliedBy(recipe.limits().maxReplyCharacters())) > 0) {
            endHere();
        }
    }

    private Sentence into() {
        Utterance all = utterance;
        if (all == null) {
            if (filler != null) {
                filler.cancel();
            }
            all = mouth.begin(Utterance.Kind.ANSWER, false, () -> owner.answered(this));
            utterance = all;
            if (answer != null) {
                all.speaks(answer);
            }
        }
        Sentence present = sentence;
        if (present == null) {
            present = mouth.addSpoken(all, () -> {
                if (feed != null) {
                    feed.end();
                }
            });
            sentence = present;
            if (!early.isEmpty()) {
                present.speaks(early.toString());
                early.setLength(0);
            }
        }
        return present;
    }

    @Override
    public void words(String piece) {
        clock.firstText(loop.nanoTime());
        if (sentence == null) {
            early.append(piece);
        } else {
            sentence.speaks(piece);
        }
        characters += piece.length();
        if (characters > recipe.limits().maxReplyCharacters()) {
            endHere();
        }
    }

    /** The answer is too long: what came so far is said, the rest is not made. */
    private void endHere() {
        isTooLong = true;
        if (answer != null) {
            answer.cut(length);
        }
        done();
    }

    @Override
    public void pause() {
        closeSentence(false);
    }

    private void closeSentence(boolean isCut) {
        Sentence present = sentence;
        sentence = null;
        if (present != null) {
            present.isSynthesized = true;
            present.isCut = isCut;
            mouth.arrived(present, false);
        }
    }

    @Override
    public void done() {
        if (!isPending()) {
            return;
        }
        isDone = true;
        stop();
        closeSentence(false);
        if (utterance != null) {
            mouth.complete(utterance);
        } else if (tools.wereCalled() && owner.isSilenceMeant()) {
            owner.answered(this);
        } else {
            owner.failed(this, ServiceFailure.of(Service.SPEECH, Kind.EMPTY, "the answer was empty"));
        }
    }

    @Override
    public void failed(ServiceFailure failure) {
        if (!isPending()) {
            return;
        }
        isDone = true;
        stop();
        closeSentence(true);
        if (utterance != null) {
            mouth.complete(utterance);
        }
        owner.failed(this, failure);
    }
}
