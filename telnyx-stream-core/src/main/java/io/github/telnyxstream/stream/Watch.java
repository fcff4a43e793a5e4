package io.github.telnyxstream.stream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few milliseconds for run queues whose threads are all blocked, while there is a queue with something to
 * do. Its thread ends when there is none, and comes back. It measures the JVM's own time: what blocks, blocks whatever
 * clock the engine was given.
 */
final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final long LOOK_NANOS = 4_000_000;
    private static final int QUIET_LOOKS = 250;

    /** Looked at one by one; true while there is something to do. */
    private final List<BooleanSupplier> queues = new CopyOnWriteArrayList<>();

    private final AtomicBoolean on = new AtomicBoolean();

    void add(BooleanSupplier look) {
        queues.add(look);
    }

    /** A queue has something to do that none of its threads takes at once. */
    void needed() {
        if (on.get() || !on.compareAndSet(false, true)) {
            return;
        }
        try {
            Thread thread = new Thread(this::run, "telnyx-stream-watch");
            thread.setDaemon(true);
            thread.start();
        } catch (RuntimeException | Error none) {
            on.set(false);
            log.error("No thread can be had to look after the others", none);
        }
    }

    private void run() {
        int quiet = 0;
        while (true) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            Thread.interrupted();
            quiet = look() ? 0 : quiet + 1;
            if (quiet >= QUIET_LOOKS) {
                on.set(false);
                // something may have come since the look and found the watch on
                if (!look() || !on.compareAndSet(false, true)) {
                    return;
                }
            }
        }
    }

    private boolean look() {
        boolean busy = false;
        for (BooleanSupplier queue : queues) {
            try {
                busy |= queue.getAsBoolean();
            } catch (RuntimeException | Error broken) {
                // or nobody would look after the queues again; what is missing now may be there at the next look
                busy = true;
                log.error("A queue could not be looked after", broken);
            }
        }
        return busy;
    }
}
