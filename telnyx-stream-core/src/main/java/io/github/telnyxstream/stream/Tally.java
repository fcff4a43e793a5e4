package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.event.Track;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells the observer what one session counts: what changed since it was told last. Frames by one thread at a time, looks by one
 * at a time.
 */
final class Tally {
    private final StreamObserver observer;
    private final long openedNanos;
    private final long[] lastFrameNanos = new long[2];
    private final boolean[] heard = new boolean[2];
    private volatile long startedNanos;

    @GuardedBy("this")
    private @Nullable StreamStatistics told;

    Tally(AcceptorOptions options) {
        this.observer = options.observer();
        this.openedNanos = options.clock().nanoTime();
    }

    /** Whether nobody hears. */
    boolean isIdle() {
        return observer.equals(StreamObserver.NONE);
    }

    StreamObserver observer() {
        return observer;
    }

    void started(long nowNanos) {
        startedNanos = nowNanos;
        observer.onStarted(nowNanos - openedNanos);
    }

    void frame(Track track, int lengthBytes, long nowNanos) {
        int index = track == Track.INBOUND ? 0 : 1;
        boolean isFirst = !heard[index];
        if (isFirst && !heard[1 - index]) {
            observer.onFirstMedia(nowNanos - startedNanos);
        }
        observer.onFrameReceived(lengthBytes, isFirst ? -1 : nowNanos - lastFrameNanos[index]);
        heard[index] = true;
        lastFrameNanos[index] = nowNanos;
    }

    /** Tells what has changed; also once after the end. */
    synchronized void look(StreamStatistics now) {
        StreamStatistics before = told;
        told = now;
        long lost = since(before, now, StreamStatistics::framesLost);
        long reordered = since(before, now, StreamStatistics::framesReordered);
        long duplicated = since(before, now, StreamStatistics::framesDuplicated);
        long late = since(before, now, StreamStatistics::framesLate);
        long dropped = since(before, now, StreamStatistics::framesDropped);
        if (lost + reordered + duplicated + late + dropped > 0) {
            observer.onInboundTrouble(lost, reordered, duplicated, late, dropped);
        }
        long problems = since(before, now, StreamStatistics::protocolProblems);
        if (problems > 0) {
            observer.onProtocolProblems(problems);
        }
        long underruns = since(before, now, StreamStatistics::underruns);
        if (underruns > 0) {
            observer.onUnderruns(underruns);
        }
    }

    private static long since(
            @Nullable StreamStatistics before, StreamStatistics now, ToLongFunction<StreamStatistics> counter) {
        return counter.applyAsLong(now) - (before == null ? 0 : counter.applyAsLong(before));
    }

    void closed(StreamEnd.Kind kind, long nowNanos) {
        observer.onClosed(kind, nowNanos - openedNanos);
    }

    void failed(StreamFailure.Kind kind, long nowNanos) {
        observer.onFailed(kind, nowNanos - openedNanos);
    }
}
