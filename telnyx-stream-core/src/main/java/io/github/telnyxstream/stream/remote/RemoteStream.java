package io.github.telnyxstream.stream.remote;

import io.github.telnyxstream.stream.router.Ownership;
import io.github.telnyxstream.stream.router.RoutedCommand;
import io.github.telnyxstream.stream.router.RouterReply;
import io.github.telnyxstream.stream.router.RouterReply.Answered;
import io.github.telnyxstream.stream.router.StreamRouter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The stream of a call, on whichever node it is. What is asked is carried out at most once; the reply says whether it was,
 * and {@link #text} what the owner answered.
 *
 * <p><b>Threads:</b> thread-safe; no method blocks. Replies come on the router's threads, which must not be blocked.
 */
public final class RemoteStream {
    /** In front of the keys by which listeners are reached. */
    static final String LISTENER = "listener ";

    private final StreamRouter router;
    private final Duration timeout;
    private final String callControlId;

    RemoteStream(StreamRouter router, Duration timeout, String callControlId) {
        this.router = router;
        this.timeout = timeout;
        this.callControlId = callControlId;
    }

    static String key(String callControlId) {
        return "stream " + callControlId;
    }

    /**
     * What an owner answered.
     *
     * @param reply a reply
     * @return its text; empty when it is none of {@link Answered}
     */
    public static String text(RouterReply reply) {
        return Objects.requireNonNull(reply, "reply") instanceof Answered answered
                ? new String(answered.body(), StandardCharsets.UTF_8)
                : "";
    }

    private CompletionStage<RouterReply> ask(String word, String argument) {
        RoutedCommand command = RoutedCommand.of(new RemoteMessage(word, argument).toBytes());
        return router.send(key(callControlId), command, timeout);
    }

    /**
     * Says a text, as the owner's {@link RemoteActions#say} does.
     *
     * @param text what to say
     * @return what became of it
     */
    public CompletionStage<RouterReply> say(String text) {
        Objects.requireNonNull(text, "text");
        return ask("say", text);
    }

    /**
     * Plays something that the owner's {@link RemoteActions#play} knows by this name.
     *
     * @param what a name, a file or a URL; no audio
     * @return what became of it
     */
    public CompletionStage<RouterReply> play(String what) {
        Objects.requireNonNull(what, "what");
        return ask("play", what);
    }

    /**
     * Hangs up, as the owner's {@link RemoteActions#hangUp} does. (A REST command does that from any node; this is for
     * applications that say goodbye before.)
     *
     * @return what became of it
     */
    public CompletionStage<RouterReply> hangUp() {
        return ask("hangUp", "");
    }

    /**
     * Asks for anything that the owner's {@link RemoteActions#other} knows.
     *
     * @param name of the action
     * @param argument a text, may be empty
     * @return what became of it
     */
    public CompletionStage<RouterReply> other(String name, String argument) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(argument, "argument");
        return ask("other " + name, argument);
    }

    /**
     * Silences the stream and throws away what was to be heard.
     *
     * @return what became of it
     * @see io.github.telnyxstream.stream.StreamSession#interrupt
     */
    public CompletionStage<RouterReply> interrupt() {
        return ask("interrupt", "");
    }

    /**
     * Silences the stream and keeps what was to be heard.
     *
     * @return what became of it
     * @see io.github.telnyxstream.stream.StreamSession#hold
     */
    public CompletionStage<RouterReply> hold() {
        return ask("hold", "");
    }

    /**
     * Goes on where hearing may have stopped.
     *
     * @return what became of it
     * @see io.github.telnyxstream.stream.StreamSession#resume
     */
    public CompletionStage<RouterReply> resume() {
        return ask("resume", "");
    }

    /**
     * Closes the stream; the call goes on.
     *
     * @return what became of it
     * @see io.github.telnyxstream.stream.StreamSession#close
     */
    public CompletionStage<RouterReply> close() {
        return ask("close", "");
    }

    /**
     * Asks for the counters of the stream.
     *
     * @return the reply, with the counters by name as a JSON object
     * @see io.github.telnyxstream.stream.StreamSession#statistics
     */
    public CompletionStage<RouterReply> statistics() {
        return ask("statistics", "");
    }

    /**
     * Asks why the call may be silent.
     *
     * @return the reply, with a page for a person
     * @see io.github.telnyxstream.stream.StreamSession#diagnose
     */
    public CompletionStage<RouterReply> diagnose() {
        return ask("diagnose", "");
    }

    /**
     * Hears what happens on the stream, but for its audio. Events are lost when the router loses them; the order is that
     * of the stream.
     *
     * @param listener given each event, on the router's threads; must not block
     * @return completes with the subscription, whose end ends it; fails with an {@link IllegalStateException} when there is
     *     no such stream or nobody answers, with a {@link java.util.concurrent.TimeoutException} when the engine cannot be
     *     reached
     */
    public CompletionStage<AutoCloseable> listen(Consumer<? super RemoteEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        String key = LISTENER + UUID.randomUUID();
        Ownership mine = router.own(key, event -> {
            listener.accept(RemoteEvent.of(RemoteMessage.of(event)));
            return CompletableFuture.completedFuture(new byte[0]);
        });
        CompletableFuture<AutoCloseable> subscription = mine.held()
                .toCompletableFuture()
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .thenCompose(heard -> ask("listen", key))
                .thenApply(reply -> {
                    if (!(reply instanceof Answered)) {
                        throw new IllegalStateException("nobody tells of the call: " + reply);
                    }
                    return mine;
                });
        return subscription
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        mine.close();
                    }
                })
                .minimalCompletionStage();
    }
}
