package io.github.telnyxstream.callcontrol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Telnyx's error codes that matter to call control, with what to do about each ("API error codes"). Immutable. */
public enum ErrorCode {
    /** A number that is not in service. */
    INACTIVE_NUMBER("10001", "activate the number in the portal, or use another one"),
    /** Not a phone number. */
    INVALID_NUMBER("10002", "check the number"),
    /** An address that is malformed or longer than 2000 characters. */
    INVALID_URL("10003", "check the address; 2000 characters at most"),
    /** A required parameter is missing. */
    MISSING_PARAMETER("10004", "add the parameter that the pointer names"),
    /** There is no such thing. */
    NOT_FOUND("10005", "check the id; the thing may have been deleted"),
    /** An id that cannot be one. */
    INVALID_ID("10006", "check the id"),
    /** A fault on Telnyx's side. */
    UNEXPECTED("10007", "try again later"),
    /** Telnyx took too long. */
    TIMEOUT("10008", "try again"),
    /** The key was not accepted. */
    AUTHENTICATION_FAILED("10009", "check the API key in the portal under Keys & Credentials"),
    /** The account, its connection or its key may not do this; {@link CallControlException#reasonCode} often says more. */
    NOT_ALLOWED("10010", "read the detail: account, connection, outbound profile or key may not do this"),
    /** Too many requests, with HTTP status 429; Telnyx uses the code for other refusals too. */
    TOO_MANY_REQUESTS("10011", "slow down; the rate limit headers say for how long"),
    /** The request is malformed; also 10023 to 10026, 10028 to 10031 and 10034, which are faults of the caller's too. */
    BAD_REQUEST("10015", "correct the request; the detail and the pointer say what"),
    /** A number that is not in E.164 form. */
    NOT_E164("10016", "write the number as + and digits"),
    /** Understood and refused. */
    UNPROCESSABLE("10027", "read the detail"),
    /** A value that is not allowed. */
    INVALID_CHOICE("10032", "use one of the documented values"),
    /** A number outside its range. */
    OUT_OF_RANGE("10033", "use a value within the documented range"),
    /**
     * With HTTP status 409: the very same request is still being processed (Telnyx's API reference, of the requests that take an
     * {@code Idempotency-Key}). With other statuses Telnyx's pages do not say what it means; its title and detail do.
     */
    STILL_BEING_PROCESSED("10036", "wait a moment, then send the very same request again"),
    /** Telnyx cannot serve this now. */
    UNAVAILABLE("10037", "try again later"),
    /** The account's level does not include this. */
    ACCOUNT_LEVEL("10038", "raise the account's verification level in the portal"),
    /** The account's level does not include this feature. */
    FEATURE_NOT_PERMITTED("10039", "raise the account's verification level in the portal"),
    /** Not an API key. */
    INVALID_KEY("20001", "check the API key in the portal under Keys & Credentials"),
    /** The key was revoked. */
    REVOKED_KEY("20002", "make a new API key in the portal"),
    /** The key is not for this. */
    FORBIDDEN_KEY("20003", "use another API key"),
    /** The account does not have this feature; said of an account without credit, too. */
    FEATURE_NOT_ENABLED("20015", "check the account's balance, or have Telnyx enable the feature"),
    /** A text that cannot be spoken. */
    INVALID_SPEAK_PAYLOAD("90010", "check length and markup of the text"),
    /** An unknown voice. */
    INVALID_VOICE("90012", "use Provider.Model.Voice"),
    /** An unknown language. */
    INVALID_LANGUAGE("90013", "use a documented language"),
    /** Keys that do not exist. */
    INVALID_DIGITS("90014", "use 0-9, A-D, * and #"),
    /** An id that is no call's. */
    INVALID_CALL_CONTROL_ID("90015", "use call_control_id of the webhook, not the leg or session id"),
    /** State that is not base64. */
    INVALID_CLIENT_STATE("90017", "encode the state in base64"),
    /** The call is over. */
    CALL_ENDED("90018", "nothing: the call has ended"),
    /** Recording before there is audio. */
    NO_AUDIO_YET("90020", "record after call.answered"),
    /** There is no media fork. */
    NOT_FORKED("90031", "nothing: there is no fork to stop"),
    /** The call is ringing. */
    NOT_ANSWERED_YET("90034", "wait for call.answered"),
    /** An audio file took too long. */
    AUDIO_DOWNLOAD_TIMEOUT("90040", "serve the file faster, or upload it to Telnyx"),
    /** No channel is free. */
    CHANNEL_LIMIT("90041", "wait for calls to end, or buy channels"),
    /** No channel is free for outbound calls. */
    OUTBOUND_CHANNEL_LIMIT("90042", "wait for calls to end, or raise the limit of the outbound profile"),
    /** No channel is free on the connection. */
    CONNECTION_CHANNEL_LIMIT("90043", "wait for calls to end, or raise the limit of the connection"),
    /** There is a stream already. */
    STREAMING_IN_USE("90045", "stop the other stream first"),
    /** The stream could not be opened. */
    STREAMING_FAILED("90046", "check that the stream address is reachable from outside"),
    /** There is no stream. */
    STREAMING_NOT_IN_USE("90048", "nothing: there is no stream to stop"),
    /** Transcription and recording exclude each other here. */
    TRANSCRIPTION_CONFLICT("90053", "stop the recording with transcription first"),
    /** Transcription is running already. */
    TRANSCRIPTION_IN_USE("90054", "nothing: it is running already"),
    /** Recording and transcription exclude each other here. */
    RECORDING_CONFLICT("90055", "stop the transcription first"),
    /** An assistant is at work already. */
    ASSISTANT_IN_USE("90061", "stop the assistant first"),
    /** {@code answer} on a call that we made. */
    ANSWER_ON_OUTBOUND("90102", "answer incoming calls only");

    private static final Map<String, ErrorCode> BY_CODE = new HashMap<>();

    static {
        for (ErrorCode known : values()) {
            BY_CODE.put(known.code, known);
        }
        for (String code : List.of("10023", "10024", "10025", "10026", "10028", "10029", "10030", "10031", "10034")) {
            BY_CODE.put(code, BAD_REQUEST);
        }
    }

    private final String code;
    private final String advice;

    ErrorCode(String code, String advice) {
        this.code = code;
        this.advice = advice;
    }

    /** {@return the code on the wire in digits; the first one where a constant stands for several} */
    public String code() {
        return code;
    }

    /** {@return what to do: one clause for a log line} */
    public String advice() {
        return advice;
    }

    /**
     * The constant for a code.
     *
     * @param code digits
     * @return the constant, or empty for a code that this version does not know
     */
    public static Optional<ErrorCode> of(String code) {
        Objects.requireNonNull(code, "code");
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /**
     * The constant for a code that came with a status.
     *
     * @param code digits
     * @param status the HTTP status of the answer
     * @return the constant; empty for a code that this version does not know, or that means something else with this status
     */
    public static Optional<ErrorCode> of(String code, int status) {
        return of(code).filter(known -> known.isMeantWith(status));
    }

    /** Telnyx uses some codes for more than what their name says. */
    private boolean isMeantWith(int status) {
        return switch (this) {
            case TOO_MANY_REQUESTS -> status == 429;
            case STILL_BEING_PROCESSED -> status == 409;
            default -> true;
        };
    }
}
