package io.github.telnyxstream.agent.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolExecutor;
import io.github.telnyxstream.agent.AgentCall;
import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.Toolbox;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Methods with {@code @Tool} as tools of an agent, and tools of an agent as a model is told them. Immutable. */
final class ToolMethods {
    private final Map<AgentTool, ToolSpecification> known;

    private ToolMethods(Map<AgentTool, ToolSpecification> known) {
        this.known = known;
    }

    static ToolMethods of(List<Object> objects) {
        Map<AgentTool, ToolSpecification> known = new LinkedHashMap<>();
        for (Object object : objects) {
            List<Method> methods = methodsOf(object.getClass());
            if (methods.isEmpty()) {
                throw new IllegalArgumentException(object.getClass().getName() + " has no method with @Tool");
            }
            for (Method method : methods) {
                ToolSpecification specification = ToolSpecifications.toolSpecificationFrom(method);
                known.put(tool(specification, executor(object, method)), specification);
            }
        }
        return new ToolMethods(known);
    }

    /** Also those of its ancestors: a proxy has none of its own. */
    private static List<Method> methodsOf(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> from = type; from != null; from = from.getSuperclass()) {
            for (Method method : from.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Tool.class) && !method.isBridge()) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    private static ToolExecutor executor(Object object, Method method) {
        return DefaultToolExecutor.builder()
                .object(object)
                .originalMethod(method)
                .methodToInvoke(method)
                .wrapToolArgumentsExceptions(true)
                .propagateToolExecutionExceptions(true)
                .build();
    }

    private static AgentTool tool(ToolSpecification specification, ToolExecutor executor) {
        String description = specification.description();
        return new AgentTool(
                specification.name(),
                description == null ? "" : description,
                ToolSchemas.json(specification.parameters()),
                (call, arguments) -> run(specification.name(), executor, call, arguments));
    }

    private static CompletionStage<String> run(String name, ToolExecutor executor, AgentCall call, String arguments) {
        ToolExecutionRequest request =
                ToolExecutionRequest.builder().name(name).arguments(arguments).build();
        InvocationContext context = InvocationContext.builder()
                .chatMemoryId(call.callControlId())
                .invocationParameters(InvocationParameters.from("call", call))
                .build();
        try {
            return CompletableFuture.completedFuture(
                    executor.executeWithContext(request, context).resultText());
        } catch (ToolArgumentsException misfit) {
            return CompletableFuture.completedFuture("failed: the arguments do not fit");
        }
    }

    List<AgentTool> tools() {
        return List.copyOf(known.keySet());
    }

    List<ToolSpecification> specifications(Toolbox box) {
        List<ToolSpecification> specifications = new ArrayList<>();
        for (AgentTool tool : box.tools()) {
            ToolSpecification own = known.get(tool);
            specifications.add(own == null ? ToolSchemas.specification(tool) : own);
        }
        return specifications;
    }
}
