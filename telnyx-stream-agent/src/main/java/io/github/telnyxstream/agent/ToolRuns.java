package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The tools that an answer calls, within their time, and what the caller hears meanwhile. Confined to the loop of its call. */
final class ToolRuns implements Toolbox {
    private final AgentRecipe recipe;
    private final CallLoop loop;
    private final Mouth mouth;
    private final Answering.Owner owner;
    private final Events events;
    private CallLoop.@Nullable Timer hold;
    private int running;
    private int called;

    /** Who has the tools called; told on the loop. */
    interface Events {
        /** Whether the answer was given up, so that nothing is to be done for it any more. */
        boolean isCancelled();

        /** A tool begins. */
        void toolBegins();

        /** A tool is done. */
        void toolDone();
    }

    ToolRuns(AgentRecipe recipe, CallLoop loop, Mouth mouth, Answering.Owner owner, Events events) {
        this.recipe = recipe;
        this.loop = loop;
        this.mouth = mouth;
        this.owner = owner;
        this.events = events;
    }

    boolean isRunning() {
        return running > 0;
    }

    boolean wereCalled() {
        return called > 0;
    }

    /** No line is said any more while a tool runs. */
    void stopWaiting() {
        if (hold != null) {
            hold.cancel();
        }
    }

    @Override
    public List<AgentTool> tools() {
        return recipe.tools();
    }

    @Override
    public CompletionStage<String> call(String name, String argumentsJson) {
        CompletableFuture<String> told = new CompletableFuture<>();
        loop.execute(() -> run(name, argumentsJson, told));
        // whoever asked may block when it goes on, and the loop must not
        return told.thenApplyAsync(text -> text, recipe.services());
    }

    private void run(String name, String argumentsJson, CompletableFuture<String> told) {
        AgentTool tool = recipe.tools().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(null);
        if (events.isCancelled() || tool == null) {
            told.complete(events.isCancelled() ? "cancelled: the caller has interrupted" : "there is no such tool");
            return;
        }
        running++;
        called++;
        events.toolBegins();
        holdLine(1);
        limit(told);
        CompletableFuture<String> unused = told.whenComplete((text, never) -> loop.execute(() -> {
            if (--running == 0) {
                stopWaiting();
            }
            events.toolDone();
        }));
        recipe.services().execute(() -> runGuarded(tool, argumentsJson, told));
    }

    /** People who key a secret take their time, which is not the tool's. */
    private void limit(CompletableFuture<String> told) {
        CallLoop.Timer timer = loop.after(recipe.patience().toolLimit(), () -> {
            if (owner.isSecretAsked()) {
                limit(told);
            } else if (told.complete("failed: it took too long")) {
                observe(ServiceFailure.of(Service.TOOL, Kind.LATE, "a tool took too long"));
            }
        });
        CompletableFuture<String> unused = told.whenComplete((text, never) -> loop.execute(timer::cancel));
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
        stopWaiting();
        hold = loop.after(recipe.patience().tool().multipliedBy(times), () -> {
            if (running > 0 && !events.isCancelled()) {
                if (!mouth.isSpeaking() && !owner.isSecretAsked()) {
                    mouth.say(recipe.lines().hold(), Utterance.Kind.FILLER, false, () -> {});
                }
                holdLine(3);
            }
        });
    }
}
