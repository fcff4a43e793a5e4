package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is shown in path and header stays out of the log. Needs Logback or {@code java.util.logging} below the server. */
public interface SecretContract extends AdapterUnderTest {

    /**
     * Neither a token that is let in nor one that is not is logged, at the levels that the log is set to.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void keepsTokensOutOfTheLog() throws Exception {
        assertThat(Visits.leaks(this, false)).isEmpty();
    }

    /**
     * Nor at level DEBUG.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void keepsTokensOutOfTheDebugLog() throws Exception {
        assertThat(Visits.leaks(this, true)).isEmpty();
    }

    /** With a token in path and header. */
    final class Visits {
        private static final String TOKEN = "tok-9b7e2f6d1c";

        private Visits() {}

        static Iterable<String> leaks(AdapterUnderTest adapter, boolean debug) throws Exception {
            try (LogTap tap = LogTap.open(TOKEN, debug)) {
                for (int status : new int[] {101, 401, 403, 503}) {
                    visit(adapter, status);
                }
                return tap.leaks();
            }
        }

        private static void visit(AdapterUnderTest adapter, int status) throws Exception {
            RecordingAdmissions admissions =
                    status == 101 ? RecordingAdmissions.forEverybody() : RecordingAdmissions.refusing(status);
            try (Bench bench = Bench.of(adapter, admissions);
                    RawClient client = RawClient.connect(bench.port())) {
                String answer = client.request(
                        "GET /media/" + TOKEN + "?token=" + TOKEN + " HTTP/1.1",
                        String.join("\r\n", RawClient.UPGRADE_HEADERS),
                        "x-telnyx-streaming-auth-token: " + TOKEN);
                assertThat(answer).startsWith("HTTP/1.1 " + status);
                if (status == 101) {
                    client.sendText("hello");
                    Bench.await(() -> bench.socket().textCount() == 1);
                }
            } catch (IOException hungUp) {
                throw new AssertionError("no answer", hungUp);
            }
        }
    }
}
