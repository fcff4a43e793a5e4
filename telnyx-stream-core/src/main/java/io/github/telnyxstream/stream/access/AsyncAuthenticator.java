package io.github.telnyxstream.stream.access;

import io.github.telnyxstream.stream.transport.Handshake;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Decides without a thread of its own. */
record AsyncAuthenticator(Function<? super Handshake, ? extends CompletionStage<Verdict>> decision)
        implements StreamAuthenticator {
    AsyncAuthenticator {
        Objects.requireNonNull(decision, "authenticator");
    }

    @Override
    public CompletionStage<Verdict> decide(Handshake handshake, Executor mayBlock) {
        return Objects.requireNonNull(decision.apply(handshake), "decision");
    }

    /** Waits, for whoever asks without a way to be called back. */
    @Override
    public Verdict authenticate(Handshake handshake) {
        return decide(handshake, Runnable::run).toCompletableFuture().join();
    }
}
