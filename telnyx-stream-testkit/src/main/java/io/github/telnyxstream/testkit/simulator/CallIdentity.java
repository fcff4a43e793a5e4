package io.github.telnyxstream.testkit.simulator;

import java.util.Base64;
import java.util.Random;
import java.util.UUID;

/** Who calls whom, and the ids of it. */
record CallIdentity(
        String callControlId,
        String callLegId,
        String callSessionId,
        String connectionId,
        String from,
        String to,
        boolean isIncoming) {

    static CallIdentity of(Random random, String connectionId, String from, String to, boolean incoming) {
        byte[] token = new byte[40];
        random.nextBytes(token);
        String id = "v3:" + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        return new CallIdentity(id, uuid(random), uuid(random), connectionId, from, to, incoming);
    }

    /** Another leg of the same session, towards somebody. */
    CallIdentity towards(Random random, String caller, String callee) {
        CallIdentity fresh = of(random, connectionId, caller, callee, false);
        return new CallIdentity(
                fresh.callControlId, fresh.callLegId, callSessionId, connectionId, caller, callee, false);
    }

    static String uuid(Random random) {
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() & ~(3L << 62)) | (1L << 63))
                .toString();
    }

    /** All but the last two digits hidden, for whatever a person may read. */
    static String masked(String number) {
        int shown = Math.min(2, number.length());
        return "*".repeat(Math.min(8, number.length() - shown)) + number.substring(number.length() - shown);
    }

    @Override
    public String toString() {
        return masked(from) + " to " + masked(to);
    }
}
