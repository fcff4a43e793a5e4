package io.github.telnyxstream.stream;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an acceptor that may be blocked, each kind by something else, so that no trouble fills the queue of those
 * who mend it. A queue without work has no thread.
 */
final class Workers {
    /** Of each kind, on a JDK without virtual threads. */
    private static final int MAX_PLATFORM_THREADS = 256;

    private final Executor senders;
    private final Executor listeners;
    private final Executor sources;
    private final Executor closers;
    private final Executor writers;
    private final Executor exits;
    private final Executor access;
    private final Executor setup;
    private final Runnable close;

    private Workers(StreamClock clock, RunQueue.HandThreads threads, int most) {
        Watch watch = new Watch();
        List<RunQueue> queues = new ArrayList<>();
        BiFunction<String, Integer, Executor> queue = (name, hands) -> {
            RunQueue added = new RunQueue("telnyx-stream-" + name, hands, threads, watch::needed);
            watch.add(added::look);
            queues.add(added);
            return clock.holding(added);
        };
        this.senders = queue.apply("sender", most);
        this.listeners = queue.apply("application", most);
        this.sources = queue.apply("source", most);
        this.closers = queue.apply("closer", most);
        this.writers = queue.apply("writer", most);
        // rescues wait for nobody
        this.exits = queue.apply("exit", Integer.MAX_VALUE);
        this.access = queue.apply("access", most);
        // strangers fill the threads of authenticators; who was let in does not wait behind them
        this.setup = queue.apply("setup", most);
        this.close = () -> queues.forEach(RunQueue::close);
    }

    /** For tests: one executor for all. */
    Workers(Executor all) {
        this.senders = all;
        this.listeners = all;
        this.sources = all;
        this.closers = all;
        this.writers = all;
        this.exits = all;
        this.access = all;
        this.setup = all;
        this.close = () -> {};
    }

    /** Threads of the JDK's best kind. */
    static Workers create(StreamClock clock) {
        Executor virtual = virtualThreads();
        return virtual == null ? platform(clock) : new Workers(clock, new Mixed(virtual), Integer.MAX_VALUE);
    }

    /** Threads that every JDK has. */
    static Workers platform(StreamClock clock) {
        return new Workers(clock, Workers::startPlatform, MAX_PLATFORM_THREADS);
    }

    private static boolean startPlatform(String name, int number, Runnable hand) {
        Thread thread = new Thread(hand, name + "-" + (number + 1));
        thread.setDaemon(true);
        thread.start();
        return false;
    }

    /** The first threads are the system's, which stay hot at the least cost; those that join while they block are virtual. */
    private record Mixed(Executor virtual) implements RunQueue.HandThreads {
        private static final int PLATFORM = Runtime.getRuntime().availableProcessors();

        @Override
        public boolean start(String name, int number, Runnable hand) {
            if (number < PLATFORM) {
                return startPlatform(name, number, hand);
            }
            virtual.execute(hand);
            return true;
        }
    }

    private static @Nullable Executor virtualThreads() {
        try {
            return (Executor)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException olderJdk) {
            return null;
        } catch (IllegalAccessException | InvocationTargetException refused) {
            throw new IllegalStateException("virtual threads are there and cannot be had", refused);
        }
    }

    /** For what a server may block: sends. */
    Executor senders() {
        return senders;
    }

    /** For what the application may block: its listeners. */
    Executor listeners() {
        return listeners;
    }

    /** For what the application's sources may block in reading. */
    Executor sources() {
        return sources;
    }

    /** For what the application's sources may block in closing. */
    Executor closers() {
        return closers;
    }

    /** For what a disk may block: recordings. */
    Executor writers() {
        return writers;
    }

    /** For what leaves a socket; its tasks do not wait. */
    Executor exits() {
        return exits;
    }

    /** For what an authenticator may block. */
    Executor access() {
        return access;
    }

    /** For what the making of a listener and the loading of a codec may block, of streams that were let in. */
    Executor setup() {
        return setup;
    }

    /** From now on no thread is kept; tasks are run all the same. */
    void close() {
        close.run();
    }
}
