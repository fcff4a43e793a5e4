package io.github.telnyxstream.callcontrol.wire;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Pools that keep no JVM alive, and no thread for longer than half a minute without work. Stateless. */
public final class DaemonPool {

    private DaemonPool() {}

    /**
     * A pool.
     *
     * @param name what its threads are called, followed by their number from 1
     * @param least threads that are started before anything waits
     * @param most threads that there can be
     * @param waiting where tasks wait
     * @param first done by each thread before anything else
     * @return the pool; shut down by its owner
     */
    public static ThreadPoolExecutor create(
            String name, int least, int most, BlockingQueue<Runnable> waiting, Runnable first) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(least, most, 30, TimeUnit.SECONDS, waiting, task -> {
            Runnable prepared = () -> {
                first.run();
                task.run();
            };
            Thread thread = new Thread(prepared, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
