package io.github.telnyxstream.benchmarks.router;

import io.github.telnyxstream.stream.router.Ownership;
import io.github.telnyxstream.stream.router.StreamRouter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** The other process: it owns a key by the router, and answers the engine's bare requests beside. */
final class FarNode {
    static final String KEY = "v3:exampleCallControlId";
    static final String READY = "ready";
    private static final long LOOK_NANOS = 5_000_000;

    private FarNode() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the engine's name and URL
     * @throws Exception if the engine cannot be reached
     */
    @SuppressWarnings("SystemOut") // it is how a child process speaks to its parent
    public static void main(String[] arguments) throws Exception {
        Engine engine = Engine.valueOf(arguments[0]);
        engine.bare(arguments[1]).answer();
        Ownership ownership = StreamRouter.over(engine.bus(arguments[1])).own(KEY, CompletableFuture::completedFuture);
        while (!ownership.isHeld()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        System.out.println(READY);
        System.out.flush();
        new CompletableFuture<Void>().join();
    }
}
