package io.github.telnyxstream.agent.springai;

import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/** Tools of Spring AI as an agent's, and those of an agent as Spring AI's. */
final class ToolBridge {
    private ToolBridge() {}

    /** Methods with {@code @Tool}. */
    static List<AgentTool> agentTools(List<Object> objects) {
        List<AgentTool> tools = new ArrayList<>();
        for (ToolCallback callback : ToolCallbacks.from(objects.toArray())) {
            ToolDefinition definition = callback.getToolDefinition();
            tools.add(new AgentTool(
                    definition.name(),
                    definition.description(),
                    definition.inputSchema(),
                    (call, arguments) -> CompletableFuture.completedFuture(
                            callback.call(arguments, new ToolContext(Map.of("call", call))))));
        }
        return List.copyOf(tools);
    }

    /** What the agent allows, for one answer. */
    static List<ToolCallback> callbacks(Toolbox box) {
        List<ToolCallback> callbacks = new ArrayList<>();
        for (AgentTool tool : box.tools()) {
            callbacks.add(new BoxedTool(tool, box));
        }
        return callbacks;
    }

    /** Called on a thread of Spring AI, which waits for the result. */
    private record BoxedTool(AgentTool tool, Toolbox box) implements ToolCallback {
        @Override
        public ToolDefinition getToolDefinition() {
            return ToolDefinition.builder()
                    .name(tool.name())
                    .description(tool.description())
                    .inputSchema(tool.parametersJson())
                    .build();
        }

        @Override
        public String call(String arguments) {
            try {
                return box.call(tool.name(), arguments.isBlank() ? "{}" : arguments)
                        .toCompletableFuture()
                        .get();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return "cancelled: the caller has interrupted";
            } catch (ExecutionException broken) {
                throw new IllegalStateException(broken.getCause());
            }
        }

        @Override
        public String call(String arguments, ToolContext context) {
            return call(arguments);
        }
    }
}
