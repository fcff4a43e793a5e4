package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.command.ParameterBuilder;
import io.github.telnyxstream.callcontrol.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an application wants to remember about a call into {@code client_state} and back. Telnyx takes base64 and repeats
 * it in every later webhook of the call and in the start event of a stream.
 *
 * <pre>{@code
 * ClientStateCodec states = ClientStateCodec.signed(secret);
 * call.send(AnswerCommand.builder().clientState(states.encode(new Order(42))).build());
 * Order order = states.decode(event.clientState().orElseThrow(), Order.class);
 * }</pre>
 *
 * <p>State in a webhook is protected by the webhook's signature; state in a start event comes through a socket that anybody
 * may open, so sign it if something depends on it. Signing (HMAC-SHA-256, RFC 2104) does not hide the state.
 *
 * <p><b>Threads:</b> immutable and thread-safe.
 */
public final class ClientStateCodec {

    /** Longest state in base64 characters; Telnyx documents no limit, so this is a cautious one. */
    public static final int MAX_BASE64_CHARS = ParameterBuilder.MAX_STATE_CHARS;

    private static final String HMAC = "HmacSHA256";
    private static final int TAG_BYTES = 32;
    private static final int MIN_SECRET_BYTES = 16;

    private final @Nullable SecretKeySpec secret;

    private ClientStateCodec(@Nullable SecretKeySpec secret) {
        this.secret = secret;
    }

    /**
     * A codec that signs nothing.
     *
     * @return the codec
     */
    public static ClientStateCodec plain() {
        return new ClientStateCodec(null);
    }

    /**
     * A codec that signs what it encodes and refuses what it has not signed.
     *
     * @param secret at least 16 random bytes, the same in all processes of the application; copied
     * @return the codec
     * @throws IllegalArgumentException if the secret is shorter
     */
    public static ClientStateCodec signed(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("secret must have at least 16 bytes but has " + secret.length);
        }
        return new ClientStateCodec(new SecretKeySpec(secret, HMAC));
    }

    /**
     * The state of a text.
     *
     * @param text any text
     * @return base64
     * @throws IllegalArgumentException if the state would be longer than {@link #MAX_BASE64_CHARS}
     */
    public String encodeText(String text) {
        return encodeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The state of a record or another plain object, as JSON.
     *
     * @param value a record whose package is open to Jackson, a map, a list or a text
     * @return base64
     * @throws IllegalArgumentException if it cannot be JSON, or the state would be longer than {@link #MAX_BASE64_CHARS}
     */
    public String encode(Object value) {
        return encodeBytes(Json.writeObject(value));
    }

    /**
     * The text in a state.
     *
     * @param base64 what a webhook or a start event carried
     * @return the text
     * @throws IllegalArgumentException if it is no base64 of a text, or was not signed with this codec's secret
     */
    public String decodeText(String base64) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decodeBytes(base64)))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new IllegalArgumentException("client_state is no text", notText);
        }
    }

    /**
     * The object in a state.
     *
     * @param <T> its type
     * @param base64 what a webhook or a start event carried
     * @param type a record whose package is open to Jackson, or {@link Map}
     * @return the object
     * @throws IllegalArgumentException if it is no such object, or was not signed with this codec's secret
     */
    public <T> T decode(String base64, Class<T> type) {
        try {
            return Json.readObject(decodeBytes(base64), type);
        } catch (IOException notThis) {
            // the cause would quote the state
            throw new IllegalArgumentException("client_state is no " + type.getSimpleName());
        }
    }

    private String encodeBytes(byte[] bytes) {
        byte[] whole = bytes;
        if (secret != null) {
            byte[] tag = tag(secret, bytes);
            whole = Arrays.copyOf(tag, TAG_BYTES + bytes.length);
            System.arraycopy(bytes, 0, whole, TAG_BYTES, bytes.length);
        }
        String base64 = Base64.getEncoder().encodeToString(whole);
        if (base64.length() > MAX_BASE64_CHARS) {
            throw new IllegalArgumentException("client_state must have at most " + MAX_BASE64_CHARS
                    + " base64 characters but has " + base64.length());
        }
        return base64;
    }

    private byte[] decodeBytes(String base64) {
        byte[] whole;
        try {
            whole = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("client_state is not base64", notBase64);
        }
        if (secret == null) {
            return whole;
        }
        if (whole.length < TAG_BYTES) {
            throw new IllegalArgumentException("client_state is not signed");
        }
        byte[] bytes = Arrays.copyOfRange(whole, TAG_BYTES, whole.length);
        if (!MessageDigest.isEqual(tag(secret, bytes), Arrays.copyOf(whole, TAG_BYTES))) {
            throw new IllegalArgumentException("client_state was not signed with this secret");
        }
        return bytes;
    }

    private static byte[] tag(SecretKeySpec secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + HMAC, impossible);
        }
    }
}
