package io.github.telnyxstream.callcontrol.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs state: a version, the second until which it is valid, the tag, and the state itself. The tag covers all of these, and the
 * call, which is not written because who opens it knows it. Immutable.
 *
 * @param secrets the first signs, all are tried when it is opened
 * @param call the control id of the call it holds for; empty for none
 * @param lifetime how long it holds
 * @param clock tells the time
 */
record StateSignature(List<SecretKeySpec> secrets, String call, Duration lifetime, Clock clock) {

    private static final String HMAC = "HmacSHA256";
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;
    private static final int TAG_BYTES = 32;
    private static final long UNSIGNED = 0xffff_ffffL;

    static StateSignature of(List<byte[]> secrets) {
        return new StateSignature(
                secrets.stream().map(secret -> new SecretKeySpec(secret, HMAC)).toList(),
                "",
                Duration.ofDays(1),
                Clock.systemUTC());
    }

    StateSignature forCall(String callControlId) {
        return new StateSignature(secrets, callControlId, lifetime, clock);
    }

    StateSignature validFor(Duration newLifetime) {
        return new StateSignature(secrets, call, newLifetime, clock);
    }

    StateSignature clock(Clock newClock) {
        return new StateSignature(secrets, call, lifetime, newClock);
    }

    byte[] sign(byte[] state) {
        long until = clock.instant().plus(lifetime).getEpochSecond();
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(VERSION)
                .putInt((int) until) // as unsigned, until 2106
                .array();
        return ByteBuffer.allocate(HEAD_BYTES + TAG_BYTES + state.length)
                .put(head)
                .put(tag(secrets.get(0), head, state))
                .put(state)
                .array();
    }

    byte[] open(byte[] signed) {
        if (signed.length < HEAD_BYTES + TAG_BYTES) {
            throw new IllegalArgumentException("client_state is not signed");
        }
        byte[] head = Arrays.copyOf(signed, HEAD_BYTES);
        byte[] tag = Arrays.copyOfRange(signed, HEAD_BYTES, HEAD_BYTES + TAG_BYTES);
        byte[] state = Arrays.copyOfRange(signed, HEAD_BYTES + TAG_BYTES, signed.length);
        boolean genuine = false;
        for (SecretKeySpec secret : secrets) {
            genuine |= MessageDigest.isEqual(tag(secret, head, state), tag);
        }
        if (!genuine || head[0] != VERSION) {
            throw new IllegalArgumentException("client_state was not signed with this secret"
                    + (call.isEmpty() ? ", or for a call of its own" : " for this call"));
        }
        long until = ByteBuffer.wrap(head).getInt(1) & UNSIGNED;
        long late = clock.instant().getEpochSecond() - until;
        if (late > 0) {
            throw new IllegalArgumentException("client_state is valid no more, since " + late + " s");
        }
        return state;
    }

    private byte[] tag(SecretKeySpec secret, byte[] head, byte[] state) {
        try {
            byte[] id = call.getBytes(StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update(head);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(id.length).array());
            mac.update(id);
            return mac.doFinal(state);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + HMAC, impossible);
        }
    }

    /** Never a secret. */
    @Override
    public String toString() {
        return "StateSignature[" + lifetime + "]";
    }
}
