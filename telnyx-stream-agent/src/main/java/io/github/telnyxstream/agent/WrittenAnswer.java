package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One answer: asks the responder, hands its sentences to the mouth as they come, and bridges the time until then. What is
 * still told after it was cancelled is not heard. Confined to the loop of its call but for the sink.
 */
final class WrittenAnswer implements Answering, Responder.Sink, ToolRuns.Events {
    private final Responder responder;
    private final Owner owner;
    private final Crew.Call call;
    private final CallLoop loop;
    private final AgentRecipe recipe;
    private final Mouth mouth;
    private final SentenceSplitter splitter = new SentenceSplitter();
    private final ThoughtFilter thoughts = new ThoughtFilter();
    private final TurnClock clock;
    private final ToolRuns tools;
    private @Nullable FutureTask<Void> asking;
    private Responder.@Nullable Reply reply;
    private @Nullable Utterance utterance;
    private CallLoop.@Nullable Timer filler;
    private CallLoop.@Nullable Timer late;
    private int characters;
    private boolean isCancelled;
    private boolean isDone;

    WrittenAnswer(Responder responder, Owner owner, Crew.Call call, Mouth mouth, TurnClock clock) {
        this.responder = responder;
        this.owner = owner;
        this.call = call;
        this.loop = call.loop();
        this.recipe = call.recipe();
        this.mouth = mouth;
        this.clock = clock;
        this.tools = new ToolRuns(recipe, loop, mouth, owner, this);
    }

    @Override
    public void begin(Conversation conversation) {
        ReplyRequest request = new ReplyRequest(call.line().callControlId(), conversation, tools);
        fillAfter(recipe.patience().filler());
        watch();
        FutureTask<Void> task = new FutureTask<>(() -> ask(request), null);
        asking = task;
        recipe.services().execute(task);
    }

    private void ask(ReplyRequest request) {
        try {
            Responder.Reply begun = responder.respond(request, this);
            loop.execute(() -> {
                if (isCancelled) {
                    begun.cancel();
                } else {
                    reply = begun;
                }
            });
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failed(ServiceFailure.thrown(Service.RESPONDER, interrupted));
        } catch (Exception | LinkageError broken) {
            failed(ServiceFailure.thrown(Service.RESPONDER, broken));
        }
    }

    @Override
    public void cancel() {
        isCancelled = true;
        stopWatches();
        if (asking != null) {
            asking.cancel(true);
        }
        if (reply != null) {
            reply.cancel();
        }
        if (utterance != null && !utterance.isComplete()) {
            mouth.cutShort(utterance);
        } else if (utterance == null) {
            owner.answered(this);
        }
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

    private void watch() {
        if (late != null) {
            late.cancel();
        }
        late = loop.after(recipe.patience().answer(), () -> {
            if (!tools.isRunning()) {
                fail(ServiceFailure.of(
                        Service.RESPONDER,
                        Kind.LATE,
                        "nothing came for " + recipe.patience().answer().toMillis() + " ms"));
            }
        });
    }

    private void stopWatches() {
        for (CallLoop.Timer timer : new CallLoop.@Nullable Timer[] {filler, late}) {
            if (timer != null) {
                timer.cancel();
            }
        }
        tools.stopWaiting();
    }

    /** The second time after three times as long: somebody who thinks aloud for long is as silent as one who is late. */
    private void fillAfter(Duration wait) {
        filler = loop.after(wait, () -> {
            if (utterance == null && isPending()) {
                if (!tools.isRunning() && !mouth.isSpeaking()) {
                    mouth.say(recipe.lines().filler(), Utterance.Kind.FILLER, false, () -> {});
                }
                fillAfter(recipe.patience().filler().multipliedBy(3));
            }
        });
    }

    @Override
    public void text(String piece) {
        loop.execute(() -> {
            if (!isPending() || piece.isEmpty()) {
                return;
            }
            take(thoughts.spoken(piece));
        });
    }

    private void take(String spoken) {
        if (spoken.isEmpty()) {
            return;
        }
        watch();
        clock.firstText(loop.nanoTime());
        int room = recipe.limits().maxReplyCharacters() - characters;
        String taken = spoken.length() > room ? spoken.substring(0, Math.max(0, room)) : spoken;
        characters += taken.length();
        speak(splitter.add(taken));
    }

    private void speak(List<String> sentences) {
        for (String sentence : sentences) {
            if (SpokenText.of(sentence).isEmpty()) {
                continue;
            }
            if (utterance == null) {
                if (filler != null) {
                    filler.cancel();
                }
                utterance = mouth.begin(Utterance.Kind.ANSWER, false, () -> owner.answered(this));
            }
            mouth.add(utterance, sentence);
        }
    }

    @Override
    public void cost(double amount) {
        loop.execute(() -> owner.spent(amount));
    }

    @Override
    public void done() {
        loop.execute(() -> {
            if (!isPending()) {
                return;
            }
            take(thoughts.rest());
            stopWatches();
            speak(splitter.end());
            isDone = true;
            if (utterance != null) {
                mouth.complete(utterance);
            } else if (tools.wereCalled() && owner.isSilenceMeant()) {
                owner.answered(this);
            } else {
                owner.failed(this, ServiceFailure.of(Service.RESPONDER, Kind.EMPTY, "the answer was empty"));
            }
        });
    }

    @Override
    public void failed(ServiceFailure failure) {
        loop.execute(() -> fail(failure));
    }

    private void fail(ServiceFailure failure) {
        if (!isPending()) {
            return;
        }
        isDone = true;
        stopWatches();
        if (asking != null) {
            asking.cancel(true);
        }
        if (reply != null) {
            reply.cancel();
        }
        if (utterance != null) {
            mouth.complete(utterance);
        }
        owner.failed(this, failure);
    }

    @Override
    public boolean isCancelled() {
        return isCancelled;
    }

    /** What was said before it is a sentence of its own. */
    @Override
    public void toolBegins() {
        take(thoughts.rest());
        speak(splitter.end());
    }

    @Override
    public void toolDone() {
        if (isPending()) {
            watch();
        }
    }
}
