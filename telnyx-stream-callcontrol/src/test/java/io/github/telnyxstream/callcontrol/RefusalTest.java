package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.callcontrol.recording.RecordingFilter;
import io.github.telnyxstream.callcontrol.recording.Recordings;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the many shapes in which Telnyx, and what stands before it, says no. */
class RefusalTest extends AgainstStandIn {

    private CallControlException refused(int status, String body, String... headers) {
        telnyx.answers(status, body, headers);
        return refusal(() -> calls.dial(DialCommand.of("1", "+15550100001", "+15550100002")));
    }

    private static String errors(String code, String title, String detail) {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"title\":\"" + title + "\",\"detail\":\"" + detail + "\"}]}";
    }

    @Test
    void takesTheCodeOfTheRateLimitForOneOnlyWithItsStatus() {
        String srtp = "Media encryption not supported for PSTN calls";

        CallControlException other = refused(422, errors("10011", srtp, "SRTP media encryption is not supported"));

        assertThat(other.is(ErrorCode.TOO_MANY_REQUESTS)).isFalse();
        assertThat(other.errors().get(0).known()).isEmpty();
        assertThat(other).hasMessageContaining(srtp).hasMessageNotContaining("slow down");
        CallControlException limited = refused(429, errors("10011", "Too many requests", ""), "Retry-After", "31");
        assertThat(limited.is(ErrorCode.TOO_MANY_REQUESTS)).isTrue();
        assertThat(limited).hasMessageContaining("slow down");
    }

    @ParameterizedTest
    @CsvSource({
        "Connection has no Outbound Profile assigned D38, D38, assign an outbound voice profile",
        "Account is disabled D17, D17, the account is disabled",
        "'D13: Dialed number is not included in whitelisted countries', D13, allow the country"
    })
    void letsTheSwitchesReasonDecideTheAdvice(String detail, String code, String advice) {
        CallControlException refused = refused(403, errors("10010", "Authorization failed", detail));

        assertThat(refused.reasonCode()).contains(code);
        assertThat(refused).hasMessageContaining(advice).hasMessageNotContaining("permission in the portal");
        assertThat(refused.is(ErrorCode.NOT_ALLOWED)).isTrue();
    }

    @Test
    void keepsTheReasonBesideTheErrors() {
        CallControlException refused = refused(
                403,
                "{\"errors\":[{\"code\":\"10010\",\"title\":\"Authorization failed\"}],"
                        + "\"telnyx_error\":{\"error_code\":\"D51\",\"other\":1}}");

        assertThat(refused.reasonCode()).contains("D51");
        assertThat(refused).hasMessageContaining("verify the caller's number");
        assertThat(refused(422, errors("10027", "Unprocessable", "no reason of a switch: D, D100, AD38"))
                        .reasonCode())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"code\":\"10005\",\"title\":\"Resource not found\",\"detail\":\"No such call\"}|10005 Resource not found: No such call",
                "{\"code\":404,\"detail\":\"Resource not found\"}|404: Resource not found",
                "{\"errors\":[{\"detail\":\"Resource not found\"}]}|Resource not found",
                "{\"errors\":[{\"title\":\"Resource not found\"}]}|Resource not found",
                "{\"errors\":[{\"code\":\"1\",\"title\":\"Same\",\"detail\":\"Same\"}]}|1 Same",
                "{\"errors\":[\"just text\"]}|just text",
                "{\"errors\":[{\"code\":\"2\",\"source\":{\"pointer\":\"/to\"}}]}|2 (at /to)",
                "{\"error\":\"upstream says no\"}|upstream says no",
                "{\"error\":{\"code\":\"x\",\"message\":\"nested\"}}|x: nested",
                "{\"message\":\"Unauthorized\"}|Unauthorized"
            })
    void readsEveryShapeAndWritesItWell(String body, String text) {
        CallControlException refused = refused(404, body);

        assertThat(refused.errors()).singleElement().hasToString(text);
        assertThat(refused.getMessage()).contains("HTTP 404: " + text).doesNotContain(":  ", " :");
    }

    @Test
    void showsTheBeginningOfWhatIsNoJsonMasked() {
        CallControlException page = refused(
                404,
                "  <html>\n<h1>No route for +15550100001, Bearer " + TelnyxStandIn.KEY + "</h1>" + "x".repeat(9000));

        assertThat(page.errors()).isEmpty();
        assertThat(page.getMessage())
                .contains("it begins: <html>\\u000a<h1>No route for …01, …")
                .hasSizeLessThan(500);
        assertThat(refused(404, "")).hasMessageContaining("without a reason");
        telnyx.answers(200, "<html>portal login</html>");
        assertThat(refusal(
                        () -> Recordings.create(calls).list(RecordingFilter.ALL).toList()))
                .hasMessageContaining("it begins: <html>portal login</html>");
    }

    /** What comes from outside, at every place where it can stand, with a line end and an escape code. */
    @ParameterizedTest
    @ValueSource(strings = {"code", "title", "detail", "pointer", "parameter", "error", "text"})
    void letsNobodyWriteLinesOfItsOwn(String place) {
        String forged = "x\\nERROR forged \\u001b[31mred\\u202e" + "y".repeat(2_000_000);
        String body = switch (place) {
            case "pointer", "parameter" ->
                "{\"errors\":[{\"code\":\"1\",\"source\":{\"" + place + "\":\"" + forged + "\"}}]}";
            case "error" -> "{\"error\":\"" + forged + "\"}";
            case "text" -> "x\nERROR forged \u001b[31mred\u202e" + "y".repeat(2_000_000);
            default -> "{\"errors\":[{\"" + place + "\":\"" + forged + "\"}]}";
        };

        CallControlException refused = refused(422, body, "x-request-id", "r".repeat(5000));

        StringWriter printed = new StringWriter();
        refused.printStackTrace(new PrintWriter(printed, true));
        assertThat(refused.getMessage())
                .contains("\\u000aERROR forged \\u001b[31mred")
                .doesNotContain("\n", "\u001b", "\u202e")
                .hasSizeLessThan(1000);
        assertThat(printed.toString()).doesNotContain("\u001b");
        assertThat(printed.toString().lines()).noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void namesFiveErrorsAndCountsTheRest() {
        String many = "{\"code\":\"10015\",\"title\":\"Bad\"},".repeat(300);

        CallControlException refused = refused(400, "{\"errors\":[" + many.substring(0, many.length() - 1) + "]}");

        assertThat(refused.errors()).hasSize(100);
        assertThat(refused).hasMessageContaining("; 95 more; ").hasMessageContaining("correct the request");
    }

    @ParameterizedTest
    @CsvSource({"10001, INACTIVE_NUMBER", "20015, FEATURE_NOT_ENABLED", "90031, NOT_FORKED", "90061, ASSISTANT_IN_USE"})
    void knowsTheCodesOfTelnyxsExamples(String code, ErrorCode known) {
        assertThat(refused(422, errors(code, "t", "d")).is(known)).isTrue();
    }

    @Test
    void takes10036ForWhatTelnyxDocumentsWithStatus409Only() {
        CallControlException running =
                refused(409, errors("10036", "Conflict", "a request is still being processed"), "Retry-After", "31");
        assertThat(running.is(ErrorCode.STILL_BEING_PROCESSED)).isTrue();
        assertThat(running.isRetryable()).isTrue();
        assertThat(running).hasMessageContaining("send the very same request again");

        CallControlException other = refused(400, errors("10036", "Not now", "the campaign is still pending"));
        assertThat(other.is(ErrorCode.STILL_BEING_PROCESSED)).isFalse();
        assertThat(other.code()).isEqualTo("10036");
        assertThat(other)
                .hasMessageContaining("Not now")
                .hasMessageContaining("the campaign is still pending")
                .hasMessageNotContaining("the very same request");
    }

    @Test
    void showsNoMoreOfAnswersThatAreAccepted() {
        telnyx.answers(200, "{\"data\":{\"result\":\"ok\\n\",\"to\":\"+15550100001\"}}");

        assertThat(calls.call("c\n").answer().toString()).doesNotContain("5550100001", "\n");
        assertThat(calls.call("c\n").toString()).isEqualTo("Call[c\\u000a]");
    }
}
