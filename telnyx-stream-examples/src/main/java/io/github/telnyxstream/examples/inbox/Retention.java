package io.github.telnyxstream.examples.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the messages of a folder that are too old, at once and every hour. */
public final class Retention implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final MessageFolder folder;
    private final Duration keep;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "retention");
        thread.setDaemon(true);
        return thread;
    });

    Retention(Path messages, Duration keep, Clock clock) {
        this.folder = new MessageFolder(messages);
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * Begins.
     *
     * @param messages the answering machine's folder
     * @param days for how many days a message is kept, at least 1
     * @return what goes on until it is closed
     */
    public static Retention start(Path messages, int days) {
        Retention retention = new Retention(messages, Duration.ofDays(days), Clock.systemUTC());
        ScheduledFuture<?> ignored =
                retention.timer.scheduleWithFixedDelay(retention::lookAround, 0, 1, TimeUnit.HOURS);
        return retention;
    }

    private void lookAround() {
        try {
            int deleted = deleteOld();
            if (deleted > 0) {
                log.info("{} messages were older than {} days and are deleted", deleted, keep.toDays());
            }
        } catch (IOException | RuntimeException failed) {
            log.error("old messages could not be deleted, trying again in an hour: {}", failed.toString());
        }
    }

    int deleteOld() throws IOException {
        return folder.deleteBefore(clock.instant().minus(keep));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
