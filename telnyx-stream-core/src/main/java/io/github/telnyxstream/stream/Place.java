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
    /** From the request to the open socket; a browser's or a proxy's patience is no longer. */
    private static final long MAX_HELD_NANOS = 30_000_000_000L;

    private enum State {
        HELD,
        OPENED,
        GONE
    }

    private final Engine engine;
    private final long takenNanos;
    private final AtomicReference<State> state = new AtomicReference<>(State.HELD);
    private volatile Ticker.@Nullable Seat seat;

    Place(Engine engine) {
        this.engine = engine;
        this.takenNanos = engine.options().clock().nanoTime();
        this.seat = engine.ticker().add(this, MAX_HELD_NANOS);
    }

    boolean isHeld() {
        return state.get() == State.HELD;
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
        long left = takenNanos + MAX_HELD_NANOS - nowNanos;
        if (left <= 0 && isHeld()) {
            log.warn("A stream was let in and never opened; its place is given back");
            abandon();
        }
        return left;
    }
}
