package io.github.telnyxstream.agent.langchain4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.agent.Toolbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One answer: a stream of the model, and another one whenever tools were called in between. One thread at a time asks. */
final class StreamedAnswer implements Responder.Reply {
    private static final int MOST_ROUNDS = 6;
    /** What Anthropic's and Google's models want at the beginning, and others do not mind. */
    private static final UserMessage SOMEBODY_CALLS = UserMessage.from("[The caller is on the line.]");

    private final StreamingChatModel model;
    private final String instructions;
    private final CallMemory memory;
    private final List<ToolSpecification> specifications;
    private final Toolbox tools;
    private final Responder.Sink sink;

    /** With what was said before tools were called, which the model has to know and the memory learns when it was heard. */
    private final Map<ChatMessage, ChatMessage> withWords = new HashMap<>();

    private int rounds;

    @GuardedBy("this")
    private @Nullable ModelStream present;

    @GuardedBy("this")
    private boolean isCancelled;

    StreamedAnswer(
            StreamingChatModel model,
            String instructions,
            CallMemory memory,
            List<ToolSpecification> specifications,
            Toolbox tools,
            Responder.Sink sink) {
        this.model = model;
        this.instructions = instructions;
        this.memory = memory;
        this.specifications = specifications;
        this.tools = tools;
        this.sink = sink;
    }

    /** Blocks while the model streams; returns when the answer is complete or tools are running. */
    void ask() {
        ModelStream stream = new ModelStream(sink);
        synchronized (this) {
            if (isCancelled) {
                return;
            }
            present = stream;
        }
        if (++rounds > MOST_ROUNDS) {
            sink.failed(ServiceFailure.of(
                    Service.RESPONDER,
                    Kind.BROKEN,
                    "the model called tools " + MOST_ROUNDS + " times without an answer"));
            return;
        }
        try {
            model.chat(request(), stream);
            goOn(stream.message());
        } catch (InterruptedException interrupted) {
            cancel();
            Thread.currentThread().interrupt();
        } catch (ExecutionException broken) {
            fail(Objects.requireNonNullElse(broken.getCause(), broken));
        } catch (RuntimeException | LinkageError broken) {
            fail(broken);
        }
    }

    private ChatRequest request() {
        List<ChatMessage> messages = new ArrayList<>();
        if (!instructions.isBlank()) {
            messages.add(SystemMessage.from(instructions));
        }
        List<ChatMessage> remembered = memory.messages();
        if (remembered.isEmpty() || remembered.get(0) instanceof AiMessage) {
            messages.add(SOMEBODY_CALLS);
        }
        remembered.forEach(message -> messages.add(withWords.getOrDefault(message, message)));
        ChatRequest.Builder request = ChatRequest.builder().messages(messages);
        if (!specifications.isEmpty()) {
            request.toolSpecifications(specifications);
        }
        return request.build();
    }

    private void goOn(AiMessage said) {
        if (!said.hasToolExecutionRequests()) {
            sink.done();
        } else if (!isCancelled()) {
            callTools(said);
        }
    }

    private void fail(Throwable broken) {
        if (!isCancelled()) {
            sink.failed(Failures.of(broken));
        }
    }

    private synchronized boolean isCancelled() {
        return isCancelled;
    }

    @Override
    public void cancel() {
        ModelStream unwanted;
        synchronized (this) {
            isCancelled = true;
            unwanted = present;
        }
        if (unwanted != null) {
            unwanted.cancel();
        }
    }

    private void callTools(AiMessage said) {
        // with what the model's maker wants to see again, but without words: they may not be heard
        AiMessage request = AiMessage.builder()
                .thinking(said.thinking())
                .attributes(said.attributes())
                .toolExecutionRequests(said.toolExecutionRequests())
                .build();
        withWords.put(request, said);
        List<ToolExecutionRequest> asked = said.toolExecutionRequests();
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (ToolExecutionRequest tool : asked) {
            String arguments = tool.arguments();
            results.add(tools.call(tool.name(), arguments == null || arguments.isBlank() ? "{}" : arguments)
                    .toCompletableFuture());
        }
        CompletableFuture<Void> unused = CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenRun(() -> {
                    List<ChatMessage> done = new ArrayList<>(List.of(request));
                    for (int i = 0; i < results.size(); i++) {
                        done.add(ToolExecutionResultMessage.from(
                                asked.get(i), results.get(i).join()));
                    }
                    memory.done(done);
                    ask();
                });
    }
}
