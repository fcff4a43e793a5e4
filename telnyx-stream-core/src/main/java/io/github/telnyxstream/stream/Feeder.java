package io.github.telnyxstream.stream;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sources of the application's ahead. Runs on workers, never twice at a time; sources may block. */
final class Feeder {
    private static final Logger log = LoggerFactory.getLogger(Feeder.class);

    private final Pump pump;
    private final Executor workers;
    private final AtomicInteger requests = new AtomicInteger();

    Feeder(Pump pump, Executor workers) {
        this.pump = pump;
        this.workers = workers;
    }

    /** Sees to it that sources are read. Returns at once. */
    void feed() {
        if (requests.getAndIncrement() == 0) {
            workers.execute(this::run);
        }
    }

    private void run() {
        int seen = requests.get();
        do {
            PulledPlayback next = pump.nextToRead();
            while (next != null && read(next)) {
                next = pump.nextToRead();
            }
            seen = requests.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Reads a frame; false when the source has none yet. It is asked again when the session is visited. */
    private boolean read(PulledPlayback playback) {
        try {
            switch (playback.readFrame()) {
                case FRAME -> pump.addRead(playback, true, false);
                case LAST_FRAME -> {
                    pump.addRead(playback, true, true);
                    playback.closeSource();
                }
                case END -> {
                    pump.addRead(playback, false, true);
                    playback.closeSource();
                }
                case NOTHING_YET -> {
                    return false;
                }
            }
        } catch (IOException | RuntimeException | Error unreadable) {
            if (pump.sourceFailed(playback, "the audio could not be read: " + unreadable)) {
                log.warn("An audio source failed; its playback ends", unreadable);
            }
            playback.closeSource();
        }
        return true;
    }
}
