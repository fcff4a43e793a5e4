package io.github.telnyxstream.stream;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of one stream, from its handshake on. It is given back once: when the stream has ended, or was refused or
 * abandoned, or was not opened in time, because somebody is still thinking about it or has forgotten it. Thread-safe.
 */
final class Place implements Ticker.Visited {
    private static final Logger log = LoggerFactory.getLogger(Place.class);
    /** From the request to the decision; a browser's or a proxy's patience is no longer. */
    private static final long MAX_UNDECIDED_NANOS = 30_000_000_000L;
    /** From the decision to the open socket: not every server says that a peer has gone before the upgrade reached it. */
    private static final long MAX_UNOPENED_NANOS = 10_000_000_000L;

    private enum State {
        HELD,
        OPENED,
        GONE
    }

    private final Engine engine;
    private final AtomicReference<State> state = new AtomicReference<>(State.HELD);
    /** When it is given back unless it has been opened. */
    private volatile long heldUntilNanos;

    private volatile Ticker.@Nullable Seat seat;

    Place(Engine engine) {
        this.engine = engine;
        this.heldUntilNanos = engine.options().clock().nanoTime() + MAX_UNDECIDED_NANOS;
        this.seat = engine.ticker().add(this, MAX_UNDECIDED_NANOS);
    }

    private boolean isHeld() {
        return state.get() == State.HELD;
    }

    /** Its stream is let in and is to be opened soon. False when it is too late. */
    boolean tryAdmit() {
        heldUntilNanos = engine.options().clock().nanoTime() + MAX_UNOPENED_NANOS;
        Ticker.Seat own = seat;
        if (own != null) {
            own.visitWithin(MAX_UNOPENED_NANOS);
        }
        return isHeld();
    }

    /** Claims it for a stream; from now on {@link #giveBack} is the stream's business. False when it is too late. */
    boolean tryOpen() {
        boolean opened = state.compareAndSet(State.HELD, State.OPENED);
        if (opened) {
            leaveSeat();
        }
        return opened;
    }

    /** Gives it back unless it was opened. */
    void abandon() {
        if (state.compareAndSet(State.HELD, State.GONE)) {
            leaveSeat();
            engine.givePlaceBack();
        }
    }

    /** The stream that it was opened for is over. */
    void giveBack() {
        if (state.compareAndSet(State.OPENED, State.GONE)) {
            engine.givePlaceBack();
        }
    }

    private void leaveSeat() {
        Ticker.Seat own = seat;
        if (own != null) {
            own.leave();
        }
    }

    @Override
    public long tick(long nowNanos) {
        long left = heldUntilNanos - nowNanos;
        if (left <= 0 && isHeld()) {
            log.warn("A stream was not decided on within 30 s, or not opened within 10 s; its place is given back");
            abandon();
        }
        return left;
    }
}
