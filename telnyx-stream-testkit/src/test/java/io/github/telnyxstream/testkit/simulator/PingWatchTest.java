package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PingWatchTest {
    private final PingWatch pings = new PingWatch();

    private static long at(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000)).toNanos();
    }

    @Test
    void findsNothingWrongWithAnswersInTime() {
        for (int i = 0; i < 5; i++) {
            pings.answered(pings.next(at(i)), at(i + 0.9));
        }
        String underWay = pings.next(at(5));

        assertThat(underWay).isEqualTo("6");
        assertThat(pings.misuse(at(5.9))).isEmpty();
    }

    @Test
    void tellsTheLatestAnswer() {
        String first = pings.next(at(0));
        String second = pings.next(at(1));
        pings.answered(first, at(2.5));
        pings.answered(second, at(2.6));

        assertThat(pings.misuse(at(3)))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("the socket is read too slowly: a WebSocket ping was answered 2.5 s late"));
    }

    @Test
    void tellsAnAnswerThatIsMissingStill() {
        pings.answered(pings.next(at(0)), at(0.1));
        pings.next(at(1));

        assertThat(pings.misuse(at(5)))
                .hasValueSatisfying(text -> assertThat(text).contains("read too slowly", "4.0 s"));
    }

    @Test
    void tellsThatNoneIsAnswered() {
        pings.next(at(1));
        pings.next(at(2));

        assertThat(pings.misuse(at(4)))
                .hasValueSatisfying(text -> assertThat(text).startsWith("no WebSocket ping was answered within 3.0 s"));
    }

    /** RFC 6455, section 5.5.3. */
    @Test
    void takesThePongOfTheLatestForThoseBeforeIt() {
        pings.next(at(0));
        pings.next(at(2));
        pings.answered(pings.next(at(4)), at(4.1));
        pings.answered("unasked", at(9));

        assertThat(pings.misuse(at(9))).isEmpty();
    }
}
