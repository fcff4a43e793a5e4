package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.examples.voicemail.StreamWatch;
import io.github.telnyxstream.stream.router.CommandHandler;
import io.github.telnyxstream.stream.router.Ownership;
import io.github.telnyxstream.stream.router.RoutedCommand;
import io.github.telnyxstream.stream.router.RouterReply;
import io.github.telnyxstream.stream.router.RouterReply.Answered;
import io.github.telnyxstream.stream.router.StreamRouter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over a call is kept by the node that answered it, and moves to the node on which its stream speaks: the router
 * tells the older that it is taken over. Other webhooks of the call may come to any node, which asks that one.
 * Thread-safe.
 */
final class RoutedCallWatch implements StreamWatch, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RoutedCallWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BEFORE_ANOTHER_LOOK = Duration.ofSeconds(10);
    private static final byte[] YES = {1};
    private static final byte[] NO = {0};

    /** What one node says to another. */
    private enum Word {
        OVER,
        IS_SILENT,
        WHO
    }

    private final Consumer<String> hangUp;
    private final Duration longestCall;
    private final LongSupplier nanoTime;
    private final CallWatch watch;
    private final StreamRouter router;
    private final byte[] name = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    private final Map<String, Ownership> watchedHere = new ConcurrentHashMap<>();
    private final Map<String, Long> lateSince = new ConcurrentHashMap<>();

    /**
     * A watch that looks when it is asked to, or by itself after {@link #start}.
     *
     * @param hangUp ends a call, given its call control id; must not block
     * @param longestCall how long a call may take at most once its stream speaks
     * @param nanoTime monotonic time
     * @param router reaches the other nodes
     */
    RoutedCallWatch(Consumer<String> hangUp, Duration longestCall, LongSupplier nanoTime, StreamRouter router) {
        this.hangUp = hangUp;
        this.longestCall = longestCall;
        this.nanoTime = nanoTime;
        this.router = router;
        this.watch = new CallWatch(this::late, longestCall, nanoTime);
    }

    /** Looks once a second from now on. */
    void start() {
        watch.start();
    }

    /** How long a call that this node watches may go on as it is. */
    Duration timeLeft(String callControlId) {
        return watch.timeLeft(callControlId);
    }

    /** Looks now. */
    void check() {
        watch.check();
    }

    private static String key(String callControlId) {
        return "watch " + callControlId;
    }

    /** A call rings here: takes one of so many places for it, if one is free. */
    boolean tryTake(String callControlId, int places) {
        return watch.tryTake(callControlId, places);
    }

    /** A call that had taken a place is not answered after all, and no other node has heard of it. */
    void giveBack(String callControlId) {
        watch.over(callControlId);
    }

    /** A call is about to be answered by this node. */
    void answered(String callControlId) {
        watch.answered(callControlId);
        own(callControlId);
    }

    private void own(String callControlId) {
        watchedHere.computeIfAbsent(
                callControlId,
                call -> router.own(key(call), new CommandHandler() {
                    @Override
                    public CompletionStage<byte[]> handle(byte[] word) {
                        return told(call, Word.valueOf(new String(word, StandardCharsets.US_ASCII)));
                    }

                    @Override
                    public void renewed() {
                        // a stream that came to another node meanwhile is told of only now
                        watch.leave(call, CallWatch.TO_SPEAK);
                    }

                    @Override
                    public void takenOver() {
                        watchedHere.remove(call);
                        lateSince.remove(call);
                        watch.over(call);
                    }
                }));
    }

    /**
     * Its time is over, as far as this node knows. While the nodes cannot reach each other, its stream may speak on another
     * one; so nobody is hung up before the router has said that the call is still ours, or no call could last that long.
     */
    private void late(String callControlId) {
        long since = lateSince.computeIfAbsent(callControlId, first -> nanoTime.getAsLong());
        tell(callControlId, Word.WHO).thenAccept(reply -> {
            if (watch.isWatched(callControlId)) {
                // it has begun to speak meanwhile
                lateSince.remove(callControlId);
            } else if (reply instanceof Answered answered && !Arrays.equals(answered.body(), name)) {
                forget(callControlId);
            } else if (reply instanceof Answered || nanoTime.getAsLong() - since >= longestCall.toNanos()) {
                forget(callControlId);
                hangUp.accept(callControlId);
            } else if (watchedHere.containsKey(callControlId)) {
                log.info("a call is not hung up yet, because the other nodes cannot be asked: {}", reply);
                watch.postpone(callControlId, BEFORE_ANOTHER_LOOK);
            }
        });
    }

    private CompletionStage<byte[]> told(String callControlId, Word word) {
        if (word == Word.WHO) {
            return CompletableFuture.completedFuture(name);
        }
        boolean silent = watch.isSilent(callControlId);
        if (word == Word.OVER) {
            forget(callControlId);
        }
        return CompletableFuture.completedFuture(silent ? YES : NO);
    }

    private boolean forget(String callControlId) {
        watch.over(callControlId);
        lateSince.remove(callControlId);
        Ownership mine = watchedHere.remove(callControlId);
        if (mine != null) {
            mine.close();
        }
        return mine != null;
    }

    private CompletionStage<RouterReply> tell(String callControlId, Word word) {
        RoutedCommand command = RoutedCommand.of(word.name().getBytes(StandardCharsets.US_ASCII));
        return router.send(key(callControlId), command, PATIENCE).thenApply(reply -> {
            // that node is gone, and its watch with it; or nobody of ours answered the call
            log.debug("{} of a call that is not watched here: {}", word, reply);
            return reply;
        });
    }

    @Override
    public void speaks(String callControlId) {
        watch.adopt(callControlId);
        own(callControlId);
    }

    @Override
    public void missesCaller(String callControlId) {
        watch.missesCaller(callControlId);
    }

    @Override
    public void hearsCaller(String callControlId) {
        watch.hearsCaller(callControlId);
    }

    @Override
    public void broke(String callControlId) {
        watch.broke(callControlId);
    }

    /** Something else has to happen within that time, in a call that this node watches. */
    void expect(String callControlId, Duration within, String what) {
        watch.expect(callControlId, within, what);
    }

    /** The call is over. */
    void over(String callControlId) {
        if (!forget(callControlId)) {
            tell(callControlId, Word.OVER);
        }
    }

    /** Whether some node answered the call and no stream speaks on it. Blocks for a round trip at most. */
    boolean isSilent(String callControlId) {
        if (watchedHere.containsKey(callControlId)) {
            return watch.isSilent(callControlId);
        }
        RouterReply reply =
                tell(callControlId, Word.IS_SILENT).toCompletableFuture().join();
        return reply instanceof Answered answered && Arrays.equals(answered.body(), YES);
    }

    /** The calls that this node answered and on which no stream speaks. */
    List<String> silent() {
        return watch.silent();
    }

    @Override
    public void close() {
        watch.close();
        watchedHere.values().forEach(Ownership::close);
    }
}
