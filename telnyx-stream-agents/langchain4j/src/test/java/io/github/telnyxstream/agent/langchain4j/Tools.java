package io.github.telnyxstream.agent.langchain4j;

import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Calls tools at once, or when the test says so. */
final class Tools implements Toolbox {
    final List<String> called = new ArrayList<>();
    CompletionStage<String> result = CompletableFuture.completedFuture("nine to five");
    private final List<AgentTool> tools;

    Tools(List<AgentTool> tools) {
        this.tools = tools;
    }

    @Override
    public List<AgentTool> tools() {
        return tools;
    }

    @Override
    public CompletionStage<String> call(String name, String argumentsJson) {
        called.add(name + argumentsJson);
        return result;
    }
}
