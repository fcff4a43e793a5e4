package io.github.telnyxstream.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.telnyxstream.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Calls that ring, and of which it may never be told that they do no longer. */
class ExpectedCallsTest {
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ExpectedCalls.class);
    private final ManualClock clock = new ManualClock();
    private final ExpectedCalls calls = new ExpectedCalls(clock, 3);

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(logged);
    }

    @Test
    void areAnAgentsOnceAndWhileTheyCanStillRing() {
        calls.expect("a");
        clock.advance(ExpectedCalls.LONGEST);
        assertThat(calls.answer("a")).isTrue();
        assertThat(calls.answer("a")).isFalse();

        calls.expect("b");
        clock.advance(ExpectedCalls.LONGEST.plusMillis(1));
        assertThat(calls.answer("b")).isFalse();
    }

    @Test
    void areAnAgentsAlsoWhenItIsToldJustAfterTheyWereAnswered() {
        assertThat(calls.answer("a")).isFalse();
        clock.advance(ExpectedCalls.EARLY);
        assertThat(calls.expect("a")).isTrue();

        assertThat(calls.answer("b")).isFalse();
        clock.advance(ExpectedCalls.EARLY.plusMillis(1));
        assertThat(calls.expect("b")).isFalse();

        assertThat(calls.answer("c")).isFalse();
        calls.forget("c");
        assertThat(calls.expect("c")).isFalse();
    }

    @Test
    void areFewAlsoWhereTheyAreNobodys() {
        for (int call = 0; call < 20; call++) {
            assertThat(calls.answer("call " + call)).isFalse();
        }
        assertThat(calls.size()).isEqualTo(3);
        assertThat(logged.list).isEmpty();
    }

    @Test
    void areForgottenAfterHalfAnHourThoughNobodyTellsTheirEnd() {
        calls.expect("a");
        clock.advance(Duration.ofMinutes(20));
        calls.expect("b");
        clock.advance(Duration.ofMinutes(5));
        // told again: its webhook came twice
        calls.expect("a");
        clock.advance(Duration.ofMinutes(26));
        calls.expect("c");

        assertThat(calls.size()).isEqualTo(2);
        assertThat(calls.answer("b")).as("forgotten").isFalse();
        assertThat(calls.answer("a")).isTrue();
        assertThat(calls.answer("c")).isTrue();
        assertThat(logged.list).isEmpty();
    }

    @Test
    void areNeverMoreThanTheLimitWhichTheLogSaysOnce() {
        for (String call : new String[] {"a", "b", "c", "d", "e"}) {
            calls.expect(call);
        }

        assertThat(calls.size()).isEqualTo(3);
        assertThat(calls.answer("a")).isFalse();
        assertThat(calls.answer("b")).isFalse();
        assertThat(calls.answer("c")).isTrue();
        assertThat(calls.answer("e")).isTrue();
        assertThat(logged.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains("More than 3 calls");

        calls.expect("f");
        calls.expect("g");
        calls.expect("h");
        assertThat(logged.list).hasSize(2);
    }
}
