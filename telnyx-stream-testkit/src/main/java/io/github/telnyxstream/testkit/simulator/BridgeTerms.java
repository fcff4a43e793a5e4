package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * How a dial, transfer or bridge wants two calls connected. "Self" is the call that the command is about.
 *
 * @param staysAfterwards whether it goes on when the other one has left, parked or on hold
 * @param mutesSelf whether its party is spared the other one's keys
 * @param mutesOpposite whether the other party is spared its keys
 * @param preventsDouble whether it is hung up instead when the other call is connected with a third one
 */
record BridgeTerms(boolean staysAfterwards, boolean mutesSelf, boolean mutesOpposite, boolean preventsDouble) {
    private static final Set<String> MUTINGS = Set.of("none", "both", "self", "opposite");

    static BridgeTerms of(ObjectNode body) {
        String muting = body.path("mute_dtmf").asText("none");
        if (!MUTINGS.contains(muting)) {
            throw Refusal.badChoice("mute_dtmf", muting);
        }
        boolean isParked = body.path("park_after_unbridge").asText("").equals("self");
        return new BridgeTerms(
                isParked || body.path("hold_after_unbridge").asBoolean(false),
                muting.equals("self") || muting.equals("both"),
                muting.equals("opposite") || muting.equals("both"),
                body.path("prevent_double_bridge").asBoolean(false));
    }
}
