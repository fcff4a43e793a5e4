package io.github.telnyxstream.agent.springai;

import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.ServiceFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** What an answer gave. */
final class Taken implements Responder.Sink {
    final StringBuffer text = new StringBuffer();
    /** The first piece is there. */
    final CountDownLatch hasBegun = new CountDownLatch(1);

    final CompletableFuture<String> over = new CompletableFuture<>();
    final CompletableFuture<Exception> ended = new CompletableFuture<>();
    volatile double cost;

    @Override
    public void text(String piece) {
        text.append(piece);
        hasBegun.countDown();
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
