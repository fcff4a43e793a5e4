package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.wire.MessageWriter;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads playbacks, encodes them and fills the lane, never twice at a time. Sources may block, so that workers read them;
 * what was pushed is there and is encoded by whoever has pushed it.
 */
final class Feeder {
    private static final Logger log = LoggerFactory.getLogger(Feeder.class);

    private final Outbound outbound;
    private final Executor workers;
    private final Runnable turn = () -> run(false);
    private final MediaFormat format;
    private final AudioCodec encoder;
    private final byte[] encoded;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean awaitingSource;

    Feeder(Outbound outbound, Executor workers, MediaFormat format) {
        this.outbound = outbound;
        this.workers = workers;
        this.format = format;
        this.encoder = AudioCodec.of(format);
        this.encoded = new byte[encoder.maxEncodedBytes(format.samplesPerFrame())];
    }

    /** Sees to it that the lane is filled. Returns at once. */
    void feed() {
        if (requests.getAndIncrement() == 0) {
            workers.execute(turn);
        }
    }

    /** Fills the lane on this thread as long as pushed audio is next; it is left to the caller to pump. */
    void feedHere() {
        if (requests.getAndIncrement() == 0) {
            run(true);
        }
    }

    /** Whether a pushed source has nothing at the moment; it asks to be fed itself when it has. Others are asked again. */
    boolean isAwaitingSource() {
        return awaitingSource;
    }

    private void run(boolean here) {
        int seen = requests.get();
        do {
            awaitingSource = false;
            Outbound.Next next = outbound.next(here);
            while (next != null) {
                if (here && !next.playback().isPushed()) {
                    workers.execute(turn);
                    return;
                }
                if (!read(next, here)) {
                    break;
                }
                next = outbound.next(here);
            }
            seen = requests.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Reads a frame; false when the source has none yet. */
    private boolean read(Outbound.Next next, boolean here) {
        QueuedPlayback playback = next.playback();
        try {
            switch (playback.readFrame()) {
                case FRAME -> addFrame(next, here);
                case LAST_FRAME -> {
                    addFrame(next, here);
                    end(next, here);
                }
                case END -> end(next, here);
                case NOTHING_YET -> {
                    awaitingSource = playback.isPushed();
                    return false;
                }
            }
        } catch (IOException | RuntimeException | Error unreadable) {
            if (outbound.sourceFailed(next, "the audio could not be read: " + unreadable)) {
                log.warn("An audio source failed; its playback ends", unreadable);
            }
            playback.closeSource();
        }
        return true;
    }

    private void addFrame(Outbound.Next next, boolean here) {
        int length = encoder.encode(next.playback().frame(), 0, format.samplesPerFrame(), encoded, 0);
        outbound.addFrame(next, MessageWriter.media(encoded, 0, length), here);
    }

    private void end(Outbound.Next next, boolean here) {
        outbound.addEnd(next, here);
        next.playback().closeSource();
    }
}
