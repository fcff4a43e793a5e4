package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sources of the application's ahead. Runs on workers, never twice at a time; sources may block. */
final class Feeder {
    private static final Logger log = LoggerFactory.getLogger(Feeder.class);

    private final Pump pump;
    private final Executor workers;
    private final AtomicInteger requests = new AtomicInteger();
    private final MediaFormat format;
    private final boolean isWritingAhead;
    private @Nullable MediaWriter writer;

    Feeder(Pump pump, MediaFormat format, Executor workers) {
        this.pump = pump;
        this.format = format;
        this.isWritingAhead = Lane.isEachAlone(format);
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
            while (next != null) {
                next = read(next);
            }
            seen = requests.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Reads a frame; returns what to read next, or null. A source that has none yet is asked again at a visit. */
    private @Nullable PulledPlayback read(PulledPlayback playback) {
        try {
            PulledPlayback.Read read = playback.readFrame();
            if (read == PulledPlayback.Read.NOTHING_YET) {
                return null;
            }
            boolean isFrame = read != PulledPlayback.Read.END;
            boolean isEnd = read != PulledPlayback.Read.FRAME;
            PulledPlayback next = pump.addRead(playback, isFrame, isFrame ? written(playback) : null, isEnd);
            if (isEnd) {
                playback.closeSource();
            }
            return next;
        } catch (IOException | RuntimeException | Error unreadable) {
            if (pump.sourceFailed(playback, "the audio could not be read: " + unreadable)) {
                log.warn("An audio source failed; its playback ends", unreadable);
            }
            playback.closeSource();
            return pump.nextToRead();
        }
    }

    /** Writes the message here and ahead where frames do not depend on each other, so that the ticker need only send it. */
    private @Nullable MediaWriter written(PulledPlayback playback) {
        if (!isWritingAhead) {
            return null;
        }
        MediaWriter own = writer;
        if (own == null) {
            own = MediaWriter.of(format);
            writer = own;
        }
        return playback.write(own);
    }
}
