package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a webhook comes from Telnyx, and reads it. Telnyx signs the timestamp header, a vertical bar and the body
 * with Ed25519 ("Webhook Fundamentals"; RFC 8032), so the body has to be the bytes of the request, not a text that a
 * framework decoded or a JSON that it wrote anew.
 *
 * <pre>{@code
 * WebhookVerifier verifier = WebhookVerifier.create(System.getenv("TELNYX_PUBLIC_KEY"));
 * WebhookEvent event = verifier.verify(body, request::getHeader);
 * }</pre>
 *
 * <p><b>Threads:</b> immutable and thread-safe.
 */
public final class WebhookVerifier {

    /** Header with the base64 of the signature. */
    public static final String SIGNATURE_HEADER = "telnyx-signature-ed25519";

    /** Header with the time of sending, in Unix seconds. */
    public static final String TIMESTAMP_HEADER = "telnyx-timestamp";

    private static final int MAX_SIGNATURE_CHARS = 128;
    private static final byte[] BAR = {'|'};

    private final List<PublicKey> keys;
    private final Ed25519Check check;
    private final Clock clock;
    private final Duration tolerance;

    private WebhookVerifier(Builder builder) {
        this.keys = builder.keys.stream()
                .map(key -> Ed25519Keys.parse(key, builder.provider))
                .toList();
        this.check = new Ed25519Check(builder.provider);
        this.clock = builder.clock;
        this.tolerance = builder.tolerance;
    }

    /**
     * A verifier for one key.
     *
     * @param publicKey from the portal, Keys &amp; Credentials, Public Key: base64 of 32 bytes; an X.509 or PEM form is taken
     *     too
     * @return the verifier
     * @throws IllegalArgumentException if it is not an Ed25519 public key, or one that anybody could sign for
     */
    public static WebhookVerifier create(String publicKey) {
        Objects.requireNonNull(publicKey, "publicKey");
        return builder().key(publicKey).build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The event in a request, if it is genuine.
     *
     * @param body the bytes of the body as received; not kept, not changed
     * @param header looks a header up by its name in small letters; gives null for one that is absent
     * @return the event
     * @throws WebhookVerificationException if a key of ours did not sign exactly this body within the tolerance of now, or the
     *     body is no event of Telnyx's
     */
    public WebhookEvent verify(byte[] body, Function<String, @Nullable String> header)
            throws WebhookVerificationException {
        Objects.requireNonNull(body, "body");
        Instant sentAt = check(body, header);
        try {
            return WebhookEvents.read(body, sentAt);
        } catch (IOException notJson) {
            // the cause quotes the body, so it is not passed on
            throw refused(Reason.NOT_JSON, "the body is not JSON");
        }
    }

    /**
     * The event in a request, if it is genuine.
     *
     * @param body the bytes of the body as received; not kept, not changed
     * @param headers the request's headers, in any spelling: a text, or a collection of texts, for each name
     * @return the event
     * @throws WebhookVerificationException as {@link #verify(byte[], Function)} does
     */
    public WebhookEvent verify(byte[] body, Map<String, ?> headers) throws WebhookVerificationException {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(headers, "headers");
        return verify(body, WebhookHeaders.of(headers));
    }

    /**
     * Checks that a request is genuine, and reads nothing of its body: for what Telnyx signs and is no event in JSON, such as
     * status callbacks of TeXML.
     *
     * @param body the bytes of the body as received; not kept, not changed
     * @param header looks a header up by its name in small letters; gives null for one that is absent
     * @return when it was signed
     * @throws WebhookVerificationException if a key of ours did not sign exactly this body within the tolerance of now
     */
    public Instant check(byte[] body, Function<String, @Nullable String> header) throws WebhookVerificationException {
        Objects.requireNonNull(body, "body");
        String signature = WebhookHeaders.find(header, SIGNATURE_HEADER);
        if (signature == null || signature.isEmpty()) {
            throw refused(Reason.MISSING_SIGNATURE, "no header " + SIGNATURE_HEADER + "; a proxy may have dropped it");
        }
        String timestamp = WebhookHeaders.find(header, TIMESTAMP_HEADER);
        if (timestamp == null || timestamp.isEmpty()) {
            throw refused(Reason.MISSING_TIMESTAMP, "no header " + TIMESTAMP_HEADER + "; a proxy may have dropped it");
        }
        Instant sentAt = sentAt(timestamp);
        checkAge(sentAt);
        checkSignature(timestamp, body, signatureBytes(signature));
        return sentAt;
    }

    /**
     * Checks that a request is genuine, and reads nothing of its body.
     *
     * @param body the bytes of the body as received; not kept, not changed
     * @param headers the request's headers, in any spelling: a text, or a collection of texts, for each name
     * @return when it was signed
     * @throws WebhookVerificationException as {@link #check(byte[], Function)} does
     */
    public Instant check(byte[] body, Map<String, ?> headers) throws WebhookVerificationException {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(headers, "headers");
        return check(body, WebhookHeaders.of(headers));
    }

    private static Instant sentAt(String timestamp) throws WebhookVerificationException {
        if (timestamp.length() > 12 || !timestamp.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw refused(Reason.MALFORMED_TIMESTAMP, TIMESTAMP_HEADER + " is not Unix seconds");
        }
        return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }

    private void checkAge(Instant sentAt) throws WebhookVerificationException {
        Duration age = Duration.between(sentAt, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (age.compareTo(tolerance) > 0) {
            throw refused(
                    Reason.TOO_OLD,
                    "signed " + age.toSeconds() + " s ago, more than " + tolerance.toSeconds()
                            + " s; a replay, or this machine's clock is ahead");
        }
        if (age.negated().compareTo(tolerance) > 0) {
            throw refused(
                    Reason.IN_THE_FUTURE,
                    "signed " + age.negated().toSeconds() + " s in the future, more than " + tolerance.toSeconds()
                            + " s; this machine's clock is behind");
        }
    }

    private static byte[] signatureBytes(String text) throws WebhookVerificationException {
        byte[] signature;
        try {
            signature = text.length() > MAX_SIGNATURE_CHARS
                    ? new byte[0]
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new WebhookVerificationException(
                    Reason.MALFORMED_SIGNATURE, SIGNATURE_HEADER + " is not base64", notBase64);
        }
        if (signature.length != Ed25519Check.SIGNATURE_BYTES
                || !Base64.getEncoder().encodeToString(signature).equals(text)) {
            throw refused(Reason.MALFORMED_SIGNATURE, SIGNATURE_HEADER + " is not the base64 of 64 bytes");
        }
        if (!Ed25519Check.isCanonical(signature)) {
            // RFC 8032 section 5.1.7: else a second valid signature could be made from the first
            throw refused(Reason.MALFORMED_SIGNATURE, SIGNATURE_HEADER + " is not in canonical form");
        }
        return signature;
    }

    private void checkSignature(String timestamp, byte[] body, byte[] signature) throws WebhookVerificationException {
        byte[] signedTimestamp = timestamp.getBytes(StandardCharsets.US_ASCII);
        for (PublicKey key : keys) {
            if (check.isSigned(key, signature, signedTimestamp, BAR, body)) {
                return;
            }
        }
        throw refused(
                Reason.WRONG_SIGNATURE,
                "not signed by a key of ours; another account's key, or the body was changed on the way");
    }

    static WebhookVerificationException refused(Reason reason, String message) {
        return new WebhookVerificationException(reason, message);
    }

    /** Builds a verifier; one thread at a time. */
    public static final class Builder {

        private final List<String> keys = new ArrayList<>();
        private @Nullable Provider provider;
        private Clock clock = Clock.systemUTC();
        private Duration tolerance = Duration.ofMinutes(5);

        private Builder() {}

        /**
         * Adds a key; a webhook is genuine if one of the keys made its signature.
         *
         * @param publicKey as for {@link WebhookVerifier#create}
         * @return this builder
         */
        public Builder key(String publicKey) {
            keys.add(Objects.requireNonNull(publicKey, "publicKey"));
            return this;
        }

        /**
         * Who computes Ed25519. What providers forget to ask of a key or a signature is asked here, so nobody but the
         * owner of the key can notice which one it is: the JDK holds to the equation of RFC 8032 section 5.1.7 as it
         * stands, others to eight times it, which allows a few more signatures of the owner's own.
         *
         * @param provider a security provider; the JDK's unless set
         * @return this builder
         */
        public Builder provider(Provider provider) {
            this.provider = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * What time it is.
         *
         * @param clock the system's unless set
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * How far the timestamp may be from now, either way.
         *
         * @param tolerance 300 s unless set; one second to a day
         * @return this builder
         * @throws IllegalArgumentException for another duration
         */
        public Builder tolerance(Duration tolerance) {
            Objects.requireNonNull(tolerance, "tolerance");
            if (tolerance.toSeconds() < 1 || tolerance.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("tolerance is " + tolerance + ", must be 1 s to 1 day");
            }
            this.tolerance = tolerance;
            return this;
        }

        /**
         * The verifier.
         *
         * @return the verifier
         * @throws IllegalArgumentException if there is no key, or one is not an Ed25519 public key, or one that anybody could
         *     sign for
         */
        public WebhookVerifier build() {
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("a public key is required");
            }
            return new WebhookVerifier(this);
        }
    }
}
