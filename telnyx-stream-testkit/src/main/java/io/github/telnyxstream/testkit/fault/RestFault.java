package io.github.telnyxstream.testkit.fault;

/**
 * What the simulated API does with a request instead of serving it properly. Immutable.
 *
 * @param kind how it goes wrong
 * @param status the HTTP status of {@link Kind#STATUS} and {@link Kind#HTML}, else 0
 * @param retryAfterSeconds seconds for a {@code retry-after} header, or -1 for none
 */
public record RestFault(Kind kind, int status, int retryAfterSeconds) {

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
        return new RestFault(Kind.STATUS, status, -1);
    }

    /**
     * A refusal for too many requests.
     *
     * @param retryAfterSeconds what {@code retry-after} says
     * @return the fault
     */
    public static RestFault tooManyRequests(int retryAfterSeconds) {
        return new RestFault(Kind.STATUS, 429, retryAfterSeconds);
    }

    /**
     * HTML where JSON is expected.
     *
     * @param status HTTP status
     * @return the fault
     */
    public static RestFault html(int status) {
        return new RestFault(Kind.HTML, status, -1);
    }

    /**
     * No answer at all.
     *
     * @return the fault
     */
    public static RestFault hang() {
        return new RestFault(Kind.HANG, 0, -1);
    }

    /**
     * A connection closed without an answer, before the command had any effect.
     *
     * @return the fault
     */
    public static RestFault drop() {
        return new RestFault(Kind.DROP, 0, -1);
    }

    /**
     * A connection closed without an answer, after the command took effect: what {@code command_id} is for.
     *
     * @return the fault
     */
    public static RestFault loseAnswer() {
        return new RestFault(Kind.LOSE_ANSWER, 0, -1);
    }
}
