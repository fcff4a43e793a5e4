package io.github.telnyxstream.agent.langchain4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.github.telnyxstream.agent.Responder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One stream of a model. Told by the model's threads, waited for by the answer's. */
final class ModelStream implements StreamingChatResponseHandler {
    private final Responder.Sink sink;
    private final CompletableFuture<AiMessage> whole = new CompletableFuture<>();

    @GuardedBy("this")
    private @Nullable StreamingHandle handle;

    @GuardedBy("this")
    private boolean isCancelled;

    @GuardedBy("this")
    private boolean hasText;

    ModelStream(Responder.Sink sink) {
        this.sink = sink;
    }

    /** Waits for its end; a {@link java.util.concurrent.CancellationException} when it was cancelled. */
    AiMessage message() throws InterruptedException, ExecutionException {
        return whole.get();
    }

    /** Nothing is wanted any more: ends at once, or with the next that comes, since a model hands out no handle before. */
    void cancel() {
        StreamingHandle ended;
        synchronized (this) {
            isCancelled = true;
            ended = handle;
        }
        if (ended != null) {
            ended.cancel();
        }
        whole.cancel(false);
    }

    private void lives(StreamingHandle known) {
        boolean isUnwanted;
        synchronized (this) {
            handle = known;
            isUnwanted = isCancelled;
        }
        if (isUnwanted) {
            known.cancel();
        }
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        lives(context.streamingHandle());
        onPartialResponse(piece.text());
    }

    @Override
    public void onPartialResponse(String piece) {
        synchronized (this) {
            if (isCancelled || piece.isEmpty()) {
                return;
            }
            hasText = true;
        }
        sink.text(piece);
    }

    @Override
    public void onPartialThinking(PartialThinking thought, PartialThinkingContext context) {
        lives(context.streamingHandle());
    }

    @Override
    public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
        lives(context.streamingHandle());
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        AiMessage message = response.aiMessage();
        boolean isUnsaid;
        synchronized (this) {
            isUnsaid = !isCancelled && !hasText;
        }
        if (isUnsaid && message.text() != null && !message.text().isEmpty()) {
            // from a model that does not stream
            sink.text(message.text());
        }
        if (response.tokenUsage() != null && response.tokenUsage().totalTokenCount() != null) {
            sink.cost(response.tokenUsage().totalTokenCount());
        }
        whole.complete(message);
    }

    @Override
    public void onError(Throwable broken) {
        whole.completeExceptionally(broken);
    }
}
