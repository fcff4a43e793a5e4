package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One answer: asks the responder, hands its sentences to the mouth as they come, and bridges the time until then. What is
 * still told after it was cancelled is not heard. Confined to the loop of its call but for the sink and the toolbox.
 */
final class Answering implements Responder.Sink, Toolbox {
    private final Owner owner;
    private final CallLoop loop;
    private final Executor services;
    private final AgentRecipe recipe;
    private final Mouth mouth;
    private final SentenceSplitter splitter = new SentenceSplitter();
    private final TurnClock clock;
    private @Nullable FutureTask<Void> asking;
    private Responder.@Nullable Reply reply;
    private @Nullable Utterance utterance;
    private CallLoop.@Nullable Timer filler;
    private CallLoop.@Nullable Timer late;
    private CallLoop.@Nullable Timer hold;
    private int characters;
    private int toolsRunning;
    private int toolsCalled;
    private boolean isCancelled;
    private boolean isDone;

    /** Who wants the answer; told on the loop. */
    interface Owner {
        void spent(double amount);

        /** The answer is over: heard, or given up. */
        void answered(Answering answering);

        void failed(Answering answering, ServiceFailure failure);

        AgentCall call();
    }

    Answering(Owner owner, CallLoop loop, AgentRecipe recipe, Mouth mouth, TurnClock clock) {
        this.owner = owner;
        this.loop = loop;
        this.services = recipe.services();
        this.recipe = recipe;
        this.mouth = mouth;
        this.clock = clock;
    }

    void begin(ReplyRequestMaker request) {
        ReplyRequest asked = request.with(this);
        filler = loop.after(recipe.patience().filler(), this::fill);
        watch();
        FutureTask<Void> task = new FutureTask<>(() -> ask(asked), null);
        asking = task;
        services.execute(task);
    }

    /** Completes a request with its toolbox. */
    @FunctionalInterface
    interface ReplyRequestMaker {
        ReplyRequest with(Toolbox tools);
    }

    private void ask(ReplyRequest request) {
        try {
            Responder.Reply begun = recipe.responder().respond(request, this);
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

    /** Gives the answer up: model and synthesis end. What was heard of it stays. */
    void cancel() {
        isCancelled = true;
        stopWatches();
        if (asking != null) {
            asking.cancel(true);
        }
        if (reply != null) {
            reply.cancel();
        }
        if (utterance != null && !utterance.isComplete()) {
            utterance.giveUp();
            mouth.complete(utterance);
        } else if (utterance == null) {
            owner.answered(this);
        }
    }

    @Nullable
    Utterance utterance() {
        return utterance;
    }

    TurnClock clock() {
        return clock;
    }

    boolean isPending() {
        return !isDone && !isCancelled;
    }

    private void watch() {
        if (late != null) {
            late.cancel();
        }
        late = loop.after(recipe.patience().answer(), () -> {
            if (toolsRunning == 0) {
                fail(ServiceFailure.of(
                        Service.RESPONDER,
                        Kind.LATE,
                        "nothing came for " + recipe.patience().answer().toMillis() + " ms"));
            }
        });
    }

    private void stopWatches() {
        for (CallLoop.Timer timer : new CallLoop.@Nullable Timer[] {filler, late, hold}) {
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    private void fill() {
        if (utterance == null && isPending() && toolsRunning == 0) {
            mouth.say(recipe.lines().filler(), Utterance.Kind.FILLER, false, () -> {});
        }
    }

    @Override
    public void text(String piece) {
        loop.execute(() -> {
            if (!isPending() || piece.isEmpty()) {
                return;
            }
            clock.firstText(loop.nanoTime());
            watch();
            int room = recipe.limits().maxReplyCharacters() - characters;
            String taken = piece.length() > room ? piece.substring(0, Math.max(0, room)) : piece;
            characters += taken.length();
            speak(splitter.add(taken));
        });
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
            stopWatches();
            speak(splitter.end());
            isDone = true;
            if (utterance != null) {
                mouth.complete(utterance);
            } else if (toolsCalled > 0) {
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
    public List<AgentTool> tools() {
        return recipe.tools();
    }

    @Override
    public CompletionStage<String> call(String name, String argumentsJson) {
        CompletableFuture<String> told = new CompletableFuture<>();
        loop.execute(() -> run(name, argumentsJson, told));
        return told;
    }

    private void run(String name, String argumentsJson, CompletableFuture<String> told) {
        AgentTool tool = recipe.tools().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(null);
        if (isCancelled || tool == null) {
            told.complete(isCancelled ? "cancelled: the caller has interrupted" : "there is no such tool");
            return;
        }
        toolsRunning++;
        toolsCalled++;
        holdLine(1);
        CallLoop.Timer limit = loop.after(recipe.patience().toolLimit(), () -> {
            if (told.complete("failed: it took too long")) {
                observe(ServiceFailure.of(Service.TOOL, Kind.LATE, "a tool took too long"));
            }
        });
        CompletableFuture<String> unused = told.whenComplete((text, never) -> loop.execute(() -> {
            limit.cancel();
            if (--toolsRunning == 0 && hold != null) {
                hold.cancel();
            }
            if (isPending()) {
                watch();
            }
        }));
        services.execute(() -> runGuarded(tool, argumentsJson, told));
    }

    private void runGuarded(AgentTool tool, String argumentsJson, CompletableFuture<String> told) {
        try {
            tool.action().run(owner.call(), argumentsJson).whenComplete((text, failure) -> {
                if (failure == null) {
                    told.complete(text);
                } else {
                    toolFailed(failure, told);
                }
            });
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            toolFailed(interrupted, told);
        } catch (Exception | LinkageError broken) {
            toolFailed(broken, told);
        }
    }

    private void toolFailed(Throwable thrown, CompletableFuture<String> told) {
        if (told.complete("failed")) {
            loop.execute(() -> observe(ServiceFailure.thrown(Service.TOOL, thrown)));
        }
    }

    private void observe(ServiceFailure failure) {
        recipe.observe(observer -> observer.onFailure(owner.call().callControlId(), failure));
    }

    /** A line while a tool runs, the second time after three times as long. */
    private void holdLine(int times) {
        if (hold != null) {
            hold.cancel();
        }
        hold = loop.after(recipe.patience().tool().multipliedBy(times), () -> {
            if (toolsRunning > 0 && !isCancelled) {
                if (!mouth.isSpeaking()) {
                    mouth.say(recipe.lines().hold(), Utterance.Kind.FILLER, false, () -> {});
                }
                holdLine(3);
            }
        });
    }
}
