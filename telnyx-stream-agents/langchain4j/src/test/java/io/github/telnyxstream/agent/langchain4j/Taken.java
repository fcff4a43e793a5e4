package io.github.telnyxstream.agent.langchain4j;

import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.ServiceFailure;
import java.util.concurrent.CompletableFuture;

/** What an answer gave. */
final class Taken implements Responder.Sink {
    final StringBuffer text = new StringBuffer();
    final CompletableFuture<String> over = new CompletableFuture<>();
    volatile double cost;

    @Override
    public void text(String piece) {
        text.append(piece);
    }

    @Override
    public void cost(double amount) {
        cost += amount;
    }

    @Override
    public void done() {
        over.complete(text.toString());
    }

    @Override
    public void failed(ServiceFailure failure) {
        over.complete(failure.kind() + ": " + failure.reason());
    }
}
