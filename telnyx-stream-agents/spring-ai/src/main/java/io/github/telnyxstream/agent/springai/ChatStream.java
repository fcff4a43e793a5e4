package io.github.telnyxstream.agent.springai;

import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** One answer as it streams. */
final class ChatStream {
    /** Spring AI's models fail with exceptions of the HTTP client that each happens to use, but under such names. */
    private static final Set<String> REFUSALS = Set.of(
            "Unauthorized",
            "UnauthorizedException",
            "Forbidden",
            "PermissionDeniedException",
            "NotFound",
            "NotFoundException",
            "BadRequest",
            "BadRequestException",
            "NonTransientAiException");

    private final Responder.Sink sink;
    private volatile double tokens;

    ChatStream(Responder.Sink sink) {
        this.sink = sink;
    }

    /** Returns when the stream has ended, or the thread is interrupted. */
    void run(Flux<ChatResponse> responses) throws InterruptedException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Disposable stream = responses.subscribe(this::take, over::completeExceptionally, () -> over.complete(null));
        try {
            over.get();
            sink.cost(tokens);
            sink.done();
        } catch (ExecutionException broken) {
            sink.failed(failure(Objects.requireNonNullElse(broken.getCause(), broken)));
        } finally {
            stream.dispose();
        }
    }

    private void take(ChatResponse response) {
        Generation result = response.getResult();
        String text = result == null ? null : result.getOutput().getText();
        if (text != null && !text.isEmpty()) {
            sink.text(text);
        }
        // each tells the whole so far
        Usage usage = response.getMetadata().getUsage();
        if (usage != null && usage.getTotalTokens() != null) {
            tokens = Math.max(tokens, usage.getTotalTokens());
        }
    }

    private static ServiceFailure failure(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (REFUSALS.contains(cause.getClass().getSimpleName())) {
                String reason = "the model refuses (" + cause.getClass().getSimpleName() + ")";
                return new ServiceFailure(Service.RESPONDER, Kind.REFUSED, reason, thrown);
            }
        }
        return ServiceFailure.thrown(Service.RESPONDER, thrown);
    }
}
