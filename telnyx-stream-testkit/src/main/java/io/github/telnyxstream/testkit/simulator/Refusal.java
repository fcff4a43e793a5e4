package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.simulator.rest.RestReply;

/** Ends the handling of a command with an error in Telnyx's shape (page "API error codes"). */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RestReply reply;

    private Refusal(RestReply reply) {
        super("refused with " + reply.status(), null, false, false);
        this.reply = reply;
    }

    RestReply reply() {
        return reply;
    }

    static Refusal of(int status, int code, String title, String detail) {
        return new Refusal(RestReply.error(status, code, title, detail, null));
    }

    static Refusal field(int code, String title, String detail, String field) {
        return new Refusal(RestReply.error(422, code, title, detail, "/" + field));
    }

    static Refusal missing(String field) {
        return field(10004, "Missing required parameter", "The '" + field + "' parameter is required", field);
    }

    static Refusal badChoice(String field, String value) {
        return field(10032, "Invalid enumerated value", "'" + value + "' is not a value of '" + field + "'", field);
    }

    static Refusal notFound() {
        return of(404, 10005, "Resource not found", "The requested resource or URL could not be found");
    }

    static Refusal callEnded() {
        return of(422, 90018, "Call has already ended", "This call is no longer active and can't receive commands");
    }

    static Refusal notAnswered() {
        return of(422, 90034, "Call not answered yet", "This command needs an answered call");
    }
}
