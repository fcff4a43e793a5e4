package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.dsp.Resampler;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;

/**
 * The caller's audio as it is wanted: a steady stream of samples at one rate, with silence where frames were lost, to be
 * pulled. Either by {@link #read}, which waits, or by a subscriber, as reactive libraries take it; whatever comes while there
 * is a subscriber goes to subscribers only.
 *
 * <p>At most ten seconds wait; then the oldest make room and are counted. <b>Threads:</b> one thread reads; the rest is
 * thread-safe. <b>Life-cycle:</b> ends with the session, or by {@link #close}; what waits can still be read.
 */
public final class InboundPcm implements Flow.Publisher<short[]>, AutoCloseable {
    private static final int MAX_WAITING_SECONDS = 10;
    /** The longest gap that is filled: more is no loss but a pause of the line. */
    private static final int MAX_FILLED_FRAMES = 250;

    private final int sampleRateHz;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final ArrayDeque<short[]> waiting = new ArrayDeque<>();

    private final SubmissionPublisher<short[]> publisher;

    @GuardedBy("lock")
    private int waitingSamples;

    @GuardedBy("lock")
    private int firstRead;

    @GuardedBy("lock")
    private long dropped;

    @GuardedBy("lock")
    private boolean ended;

    @GuardedBy("lock")
    private @Nullable Resampler resampler;

    @GuardedBy("lock")
    private int fromHz;

    private InboundPcm(int sampleRateHz, Executor executor) {
        this.sampleRateHz = sampleRateHz;
        this.publisher = new SubmissionPublisher<>(executor, MAX_WAITING_SECONDS * 50);
    }

    /**
     * A stream to be fed by {@link #offer}. Sessions make theirs by {@code StreamSession.inboundPcm}.
     *
     * @param sampleRateHz rate of the samples in Hz, 8000 to 48000
     * @param executor runs subscribers
     * @return an empty stream
     * @throws IllegalArgumentException if the rate is out of range
     */
    public static InboundPcm create(int sampleRateHz, Executor executor) {
        Objects.requireNonNull(executor, "executor");
        if (sampleRateHz < 8000 || sampleRateHz > 48000) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 8000 to 48000");
        }
        return new InboundPcm(sampleRateHz, executor);
    }

    /**
     * The rate of the samples.
     *
     * @return Hz
     */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /**
     * Adds a frame, after silence for those lost before it. Never waits.
     *
     * @param frame the frame; copied
     */
    public void offer(MediaFrame frame) {
        Objects.requireNonNull(frame, "frame");
        short[] pcm = frame.pcm();
        int silent = Math.min(frame.lostBefore(), MAX_FILLED_FRAMES) * pcm.length;
        short[] padded = new short[silent + pcm.length];
        System.arraycopy(pcm, 0, padded, silent, pcm.length);
        synchronized (lock) {
            if (!ended) {
                add(atRate(padded, frame.format().sampleRateHz()));
            }
        }
    }

    @GuardedBy("lock")
    private short[] atRate(short[] pcm, int rateHz) {
        if (rateHz != fromHz) {
            fromHz = rateHz;
            resampler = rateHz == sampleRateHz ? null : Resampler.of(rateHz, sampleRateHz);
        }
        if (resampler == null) {
            return pcm;
        }
        short[] out = new short[resampler.maxOutputSamples(pcm.length)];
        return Arrays.copyOf(out, resampler.process(pcm, 0, pcm.length, out, 0));
    }

    @GuardedBy("lock")
    private void add(short[] pcm) {
        if (pcm.length == 0) {
            return;
        }
        if (publisher.hasSubscribers()) {
            publish(pcm);
            return;
        }
        waiting.add(pcm);
        waitingSamples += pcm.length;
        while (waitingSamples > MAX_WAITING_SECONDS * sampleRateHz) {
            int gone = waiting.remove().length - firstRead;
            firstRead = 0;
            waitingSamples -= gone;
            dropped += gone;
        }
        lock.notifyAll();
    }

    @GuardedBy("lock")
    private void publish(short[] pcm) {
        int left = publisher.offer(pcm, null);
        if (left < 0) {
            // minus the subscribers that had no room
            dropped += (long) -left * pcm.length;
        }
    }

    /**
     * Reads samples; waits until there is at least one.
     *
     * @param pcm where they go
     * @param offset index of the first to write
     * @param lengthSamples how many at most, at least 1
     * @return how many were read, or -1 when the stream is over
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was read
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws IllegalArgumentException if the length is 0
     */
    public int read(short[] pcm, int offset, int lengthSamples) throws InterruptedException {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        if (lengthSamples == 0) {
            throw new IllegalArgumentException("lengthSamples is 0");
        }
        synchronized (lock) {
            while (waiting.isEmpty()) {
                if (ended) {
                    return -1;
                }
                lock.wait();
            }
            int count = 0;
            while (count < lengthSamples && !waiting.isEmpty()) {
                short[] first = waiting.element();
                int part = Math.min(lengthSamples - count, first.length - firstRead);
                System.arraycopy(first, firstRead, pcm, offset + count, part);
                count += part;
                firstRead += part;
                if (firstRead == first.length) {
                    waiting.remove();
                    firstRead = 0;
                }
            }
            waitingSamples -= count;
            return count;
        }
    }

    /**
     * Subscribes. Pieces have any length; each is the subscriber's own. What nobody has read yet goes to the first
     * subscriber.
     *
     * @param subscriber takes pieces as it asks for them; of more than ten seconds that it has not asked for the newest are
     *     left out
     */
    @Override
    public void subscribe(Flow.Subscriber<? super short[]> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        synchronized (lock) {
            publisher.subscribe(subscriber);
            while (!waiting.isEmpty()) {
                short[] first = waiting.remove();
                publish(firstRead == 0 ? first : Arrays.copyOfRange(first, firstRead, first.length));
                firstRead = 0;
            }
            waitingSamples = 0;
        }
    }

    /**
     * Samples that nobody read in time.
     *
     * @return how many were dropped
     */
    public long droppedSamples() {
        synchronized (lock) {
            return dropped;
        }
    }

    /** Ends the stream: what waits can still be read, and subscribers are told. */
    @Override
    public void close() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
        publisher.close();
    }
}
