package io.github.telnyxstream.testkit.fault;

/**
 * What the simulated API does with a request instead of serving it properly. Immutable.
 *
 * @param kind how it goes wrong
 * @param status the HTTP status of {@link Kind#STATUS} and {@link Kind#HTML}, else 0
 * @param retryAfterSeconds seconds for the headers {@code retry-after} and {@code x-ratelimit-reset}, or -1 for neither
 * @param code Telnyx's code in the body, or 0 for the usual one of the status
 */
public record RestFault(Kind kind, int status, int retryAfterSeconds, int code) {

    /** How it goes wrong. */
    public enum Kind {
        /** An error in Telnyx's shape; the command is not carried out. */
        STATUS,
        /** A proxy's HTML page; the command is not carried out. */
        HTML,
        /** No answer until the simulator closes; the command is not carried out. */
        HANG,
        /** The connection is closed without an answer; the command is not carried out. */
        DROP,
        /** The command is carried out, then the connection is closed without an answer. */
        LOSE_ANSWER
    }

    /**
     * An error in Telnyx's shape.
     *
     * @param status HTTP status, 400 to 599
     * @return the fault
     */
    public static RestFault status(int status) {
        return new RestFault(Kind.STATUS, status, -1, 0);
    }

    /**
     * A refusal for too many requests.
     *
     * @param retryAfterSeconds what {@code retry-after} says
     * @return the fault
     */
    public static RestFault tooManyRequests(int retryAfterSeconds) {
        return new RestFault(Kind.STATUS, 429, retryAfterSeconds, 0);
    }

    /**
     * An error of Telnyx's catalogue, whatever the state of the call.
     *
     * @param status HTTP status, 400 to 599
     * @param code Telnyx's code, for example 90046 for a stream that failed to start
     * @return the fault
     */
    public static RestFault refusal(int status, int code) {
        return new RestFault(Kind.STATUS, status, -1, code);
    }

    /**
     * HTML where JSON is expected.
     *
     * @param status HTTP status
     * @return the fault
     */
    public static RestFault html(int status) {
        return new RestFault(Kind.HTML, status, -1, 0);
    }

    /**
     * No answer at all.
     *
     * @return the fault
     */
    public static RestFault hang() {
        return new RestFault(Kind.HANG, 0, -1, 0);
    }

    /**
     * A connection closed without an answer, before the command had any effect.
     *
     * @return the fault
     */
    public static RestFault drop() {
        return new RestFault(Kind.DROP, 0, -1, 0);
    }

    /**
     * A connection closed without an answer, after the command took effect: what {@code command_id} is for.
     *
     * @return the fault
     */
    public static RestFault loseAnswer() {
        return new RestFault(Kind.LOSE_ANSWER, 0, -1, 0);
    }
}
