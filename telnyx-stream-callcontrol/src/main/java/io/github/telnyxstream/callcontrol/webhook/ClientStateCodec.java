package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.command.ParameterBuilder;
import io.github.telnyxstream.callcontrol.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an application wants to remember about a call into {@code client_state} and back. Telnyx takes base64 and repeats
 * it in every later webhook of the call and in the start event of a stream.
 *
 * <pre>{@code
 * ClientStateCodec states = ClientStateCodec.signed(secret);
 * String state = states.forCall(call.callControlId()).encode(new Order(42));
 * call.send(AnswerCommand.builder().clientState(state).build());
 * Order order = states.forCall(event.callControlId()).decode(event.clientState().orElseThrow(), Order.class);
 * }</pre>
 *
 * <p>State in a webhook is protected by the webhook's signature; state in a start event comes through a socket that anybody
 * may open, so sign it if something depends on it. A signature (HMAC-SHA-256, RFC 2104) holds for a time, a day unless set, and
 * for one call if the codec was made for it: else who has seen the state of one call could show it as that of another. It does
 * not hide the state. It adds 37 bytes, 50 characters, to it.
 *
 * <p><b>Threads:</b> immutable and thread-safe.
 */
public final class ClientStateCodec {

    /** Longest state in base64 characters; Telnyx documents no limit, so this is a cautious one. */
    public static final int MAX_BASE64_CHARS = ParameterBuilder.MAX_STATE_CHARS;

    private static final int MIN_SECRET_BYTES = 16;

    private final @Nullable StateSignature signature;

    private ClientStateCodec(@Nullable StateSignature signature) {
        this.signature = signature;
    }

    /** {@return a codec that signs nothing} */
    public static ClientStateCodec plain() {
        return new ClientStateCodec(null);
    }

    /**
     * A codec that signs what it encodes and refuses what it has not signed. What it signs is valid for a day, for any call.
     *
     * @param secret at least 16 random bytes, the same in all processes of the application; copied
     * @param older secrets that signed what may still come back, for changing them; copied
     * @return the codec
     * @throws IllegalArgumentException if a secret is shorter
     */
    public static ClientStateCodec signed(byte[] secret, byte[]... older) {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(older, "older");
        List<byte[]> secrets = new ArrayList<>();
        secrets.add(secret);
        secrets.addAll(List.of(older));
        for (byte[] each : secrets) {
            if (each.length < MIN_SECRET_BYTES) {
                throw new IllegalArgumentException("secret has " + each.length + " bytes, must have at least 16");
            }
        }
        return new ClientStateCodec(StateSignature.of(secrets));
    }

    /**
     * A codec that signs for one call, and refuses what was signed for another or for none. The state of a call that is dialled
     * is made before the call has an id, so it can be signed for no call only.
     *
     * @param callControlId the call
     * @return a copy
     * @throws IllegalStateException if this codec does not sign
     * @throws IllegalArgumentException if the id is empty
     */
    public ClientStateCodec forCall(String callControlId) {
        Objects.requireNonNull(callControlId, "callControlId");
        if (callControlId.isBlank()) {
            throw new IllegalArgumentException("callControlId is empty");
        }
        return new ClientStateCodec(required().forCall(callControlId));
    }

    /**
     * A codec whose signatures hold for another time than a day.
     *
     * @param lifetime one second to 365 days
     * @return a copy
     * @throws IllegalStateException if this codec does not sign
     * @throws IllegalArgumentException for another time
     */
    public ClientStateCodec validFor(Duration lifetime) {
        Objects.requireNonNull(lifetime, "lifetime");
        if (lifetime.toSeconds() < 1 || lifetime.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("lifetime is " + lifetime + ", must be 1 s to 365 days");
        }
        return new ClientStateCodec(required().validFor(lifetime));
    }

    /**
     * A codec with another clock, for tests.
     *
     * @param clock tells when a state was signed, and whether its time is over
     * @return a copy
     * @throws IllegalStateException if this codec does not sign
     */
    public ClientStateCodec clock(Clock clock) {
        Objects.requireNonNull(clock, "clock");
        return new ClientStateCodec(required().clock(clock));
    }

    private StateSignature required() {
        if (signature == null) {
            throw new IllegalStateException("only a codec that signs can do that");
        }
        return signature;
    }

    /**
     * The state of a text.
     *
     * @param text any text
     * @return base64
     * @throws IllegalArgumentException if the state would be longer than {@link #MAX_BASE64_CHARS}
     */
    public String encodeText(String text) {
        Objects.requireNonNull(text, "text");
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
        Objects.requireNonNull(value, "value");
        return encodeBytes(Json.writeObject(value));
    }

    /**
     * The text in a state.
     *
     * @param base64 what a webhook or a start event carried
     * @return the text
     * @throws IllegalArgumentException if it is no base64 of a text, or was not signed by this codec, or too long ago
     */
    public String decodeText(String base64) {
        Objects.requireNonNull(base64, "base64");
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
     * @throws IllegalArgumentException if it is no such object, or was not signed by this codec, or too long ago
     */
    public <T> T decode(String base64, Class<T> type) {
        Objects.requireNonNull(base64, "base64");
        Objects.requireNonNull(type, "type");
        try {
            return Json.readObject(decodeBytes(base64), type);
        } catch (IOException notThis) {
            // the cause would quote the state
            throw new IllegalArgumentException("client_state is no " + type.getSimpleName());
        }
    }

    private String encodeBytes(byte[] bytes) {
        byte[] whole = signature == null ? bytes : signature.sign(bytes);
        String base64 = Base64.getEncoder().encodeToString(whole);
        if (base64.length() > MAX_BASE64_CHARS) {
            throw new IllegalArgumentException("client_state has " + base64.length()
                    + " base64 characters, must have at most " + MAX_BASE64_CHARS);
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
        return signature == null ? whole : signature.open(whole);
    }
}
