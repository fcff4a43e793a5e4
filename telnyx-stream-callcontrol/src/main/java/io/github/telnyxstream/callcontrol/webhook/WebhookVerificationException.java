package io.github.telnyxstream.callcontrol.webhook;

/** A request that is no genuine webhook of Telnyx's, or not one of now. Checked, because it is an answer and not a fault. */
public final class WebhookVerificationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why it was refused. */
    public enum Reason {
        /** No {@code telnyx-signature-ed25519} header. */
        MISSING_SIGNATURE,
        /** No {@code telnyx-timestamp} header. */
        MISSING_TIMESTAMP,
        /** The timestamp is not Unix seconds. */
        MALFORMED_TIMESTAMP,
        /** The timestamp is too far in the past: a replay, or this machine's clock is ahead. */
        TOO_OLD,
        /** The timestamp is too far in the future: this machine's clock is behind. */
        IN_THE_FUTURE,
        /** The signature is not the base64 of 64 bytes, or not in its one canonical form. */
        MALFORMED_SIGNATURE,
        /** No key of ours made the signature: another account, or body or headers were changed on the way. */
        WRONG_SIGNATURE,
        /** The signature is right, but the body is not JSON. */
        NOT_JSON,
        /** The signature is right, but the body names no type of event. */
        NOT_AN_EVENT
    }

    private final Reason reason;

    WebhookVerificationException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    WebhookVerificationException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** {@return why it was refused} */
    public Reason reason() {
        return reason;
    }
}
