package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.caller.CallerScript;

/** Two calls that hear each other. On the ticker's thread. */
final class Bridge {
    private final CallLeg first;
    private final CallLeg second;
    private final boolean isParkedAfterwards;
    /** Where the next frame goes, in each leg's own samples. */
    private long inFirst;

    private long inSecond;

    private Bridge(CallLeg first, CallLeg second, boolean isParkedAfterwards) {
        this.first = first;
        this.second = second;
        this.isParkedAfterwards = isParkedAfterwards;
    }

    static void join(CallLeg first, CallLeg second, boolean isParkedAfterwards) {
        leave(first);
        leave(second);
        Bridge bridge = new Bridge(first, second, isParkedAfterwards);
        first.bridged(bridge);
        second.bridged(bridge);
    }

    /** A call that is over, or was never answered, is connected with nobody. */
    static void joinIfBothAreUp(CallLeg first, CallLeg second, boolean isParkedAfterwards) {
        if (first.isAnswered() && second.isAnswered()) {
            join(first, second, isParkedAfterwards);
        }
    }

    private static void leave(CallLeg leg) {
        Bridge old = leg.bridge();
        if (old != null) {
            old.first.bridged(null);
            old.second.bridged(null);
        }
    }

    CallLeg other(CallLeg leg) {
        return leg == first ? second : first;
    }

    /** Brings 20 ms that one side uttered to the ear of the other. */
    void carry(CallLeg from, short[] frame) {
        CallLeg to = other(from);
        if (!to.isAnswered()) {
            return;
        }
        long at = place(to, to == first ? inFirst : inSecond);
        to.heard().add(at, frame, 0, frame.length);
        if (to == first) {
            inFirst = at + frame.length;
        } else {
            inSecond = at + frame.length;
        }
    }

    /** Contiguous, unless the two lost touch. */
    private static long place(CallLeg to, long next) {
        long now = to.time().nextFrameStart();
        return next < now - CallerScript.FRAME_SAMPLES || next > now + 2 * CallerScript.FRAME_SAMPLES ? now : next;
    }

    /** One side has hung up: the other hears nothing more, and is hung up too unless it is to be parked. */
    void ended(CallLeg leg) {
        CallLeg left = other(leg);
        first.bridged(null);
        second.bridged(null);
        if (!isParkedAfterwards) {
            left.hangUpThere();
        }
    }
}
