package io.github.telnyxstream.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How a send goes: its end may be told before it returns, or later, and only the first time counts. Thread-safe but for
 * {@link #begin}.
 */
abstract class SendState {
    /** What it means that a send is over. */
    enum Told {
        /** It has not returned: whoever made it goes on. */
        INLINE,
        /** It returned before: whoever tells goes on. */
        LATER,
        /** It was over already. */
        AGAIN
    }

    private static final int SENDING = 0;
    private static final int RETURNED = 1;
    private static final int SENT = 2;
    private static final int FAILED = 3;
    private static final VarHandle STATE = VarHandles.of(MethodHandles.lookup(), SendState.class, "state", int.class);

    private volatile int state;

    final void begin() {
        STATE.setRelease(this, SENDING);
    }

    final Told tellSent() {
        // in the order in which the state moves: the send may return between the two looks at it
        if (STATE.compareAndSet(this, SENDING, SENT)) {
            return Told.INLINE;
        }
        return STATE.compareAndSet(this, RETURNED, SENT) ? Told.LATER : Told.AGAIN;
    }

    /** False if it was over already. */
    final boolean tellFailed() {
        return STATE.compareAndSet(this, SENDING, FAILED) || STATE.compareAndSet(this, RETURNED, FAILED);
    }

    /** The send has returned; whether it is over, and well. */
    final boolean returnedFinished() {
        // mostly its end was told before
        return state == SENT || (!STATE.compareAndSet(this, SENDING, RETURNED) && state == SENT);
    }

    /** See {@link ItemRing#touch}. */
    final int touch() {
        return state;
    }
}
