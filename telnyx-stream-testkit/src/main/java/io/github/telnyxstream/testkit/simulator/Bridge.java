package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.caller.CallerScript;

/** Two calls that hear each other: that of the command, and the one it was connected with. On the ticker's thread. */
final class Bridge {
    private static final int KEY_MILLIS = 100;

    private final CallLeg first;
    private final CallLeg second;
    private final BridgeTerms terms;
    /** Where the next frame goes, in each leg's own samples. */
    private long inFirst;

    private long inSecond;

    private Bridge(CallLeg first, CallLeg second, BridgeTerms terms) {
        this.first = first;
        this.second = second;
        this.terms = terms;
    }

    static void join(CallLeg first, CallLeg second, BridgeTerms terms) {
        leave(first, second);
        leave(second, first);
        Bridge bridge = new Bridge(first, second, terms);
        first.bridged(bridge);
        second.bridged(bridge);
    }

    /** A call that is over, or was never answered, is connected with nobody. */
    static void joinIfBothAreUp(CallLeg first, CallLeg second, BridgeTerms terms) {
        if (!first.isAnswered() || !second.isAnswered()) {
            return;
        }
        Bridge other = second.bridge();
        if (terms.preventsDouble() && other != null && other.other(second) != first) {
            first.hangUpThere();
        } else {
            join(first, second, terms);
        }
    }

    /** Whoever is left for somebody else has lost the other side as if it had hung up. */
    private static void leave(CallLeg leg, CallLeg next) {
        Bridge old = leg.bridge();
        if (old != null && old.other(leg) != next) {
            old.ended(leg);
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

    /** The tones of a key that one side pressed reach the other, unless a command has muted them. */
    void press(CallLeg from, char digit) {
        CallLeg to = other(from);
        if (to.isAnswered() && !(to == first ? terms.mutesSelf() : terms.mutesOpposite())) {
            to.carrier().beep(CarrierSounds.keys(String.valueOf(digit), KEY_MILLIS));
        }
    }

    /** One side has gone: the other hears nothing more, and is hung up too unless it was to stay. */
    void ended(CallLeg leg) {
        CallLeg left = other(leg);
        first.bridged(null);
        second.bridged(null);
        if (left == second || !terms.staysAfterwards()) {
            left.hangUpThere();
        }
    }
}
