package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.Track;
import org.jspecify.annotations.Nullable;

/**
 * Tells the observer what one session counts: what changed since it was told last. Frames by one thread at a time, looks by one
 * at a time.
 */
final class Tally {
    private final StreamObserver observer;
    private final long openedNanos;
    private final long[] lastFrameNanos = new long[Track.values().length];
    private final boolean[] heard = new boolean[Track.values().length];
    private volatile long startedNanos;
    private @Nullable StreamStatistics told;

    Tally(AcceptorOptions options) {
        this.observer = options.observer();
        this.openedNanos = options.clock().nanoTime();
    }

    /** Whether nobody hears. */
    boolean isIdle() {
        return observer == StreamObserver.NONE;
    }

    StreamObserver observer() {
        return observer;
    }

    void started(long nowNanos) {
        startedNanos = nowNanos;
        observer.onStarted(nowNanos - openedNanos);
    }

    void frame(Track track, int lengthBytes, long nowNanos) {
        int index = track.ordinal();
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
        StreamStatistics before = told == null ? new StreamStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0) : told;
        told = now;
        long lost = now.framesLost() - before.framesLost();
        long reordered = now.framesReordered() - before.framesReordered();
        long duplicated = now.framesDuplicated() - before.framesDuplicated();
        long dropped = now.framesDropped() - before.framesDropped();
        if (lost + reordered + duplicated + dropped > 0) {
            observer.onInboundTrouble(lost, reordered, duplicated, dropped);
        }
        if (now.protocolProblems() > before.protocolProblems()) {
            observer.onProtocolProblems(now.protocolProblems() - before.protocolProblems());
        }
        if (now.underruns() > before.underruns()) {
            observer.onUnderruns(now.underruns() - before.underruns());
        }
    }

    void closed(StreamEnd.Kind kind, long nowNanos) {
        observer.onClosed(kind, nowNanos - openedNanos);
    }

    void failed(StreamFailure.Kind kind, long nowNanos) {
        observer.onFailed(kind, nowNanos - openedNanos);
    }
}
