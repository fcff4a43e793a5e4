package io.github.telnyxstream.testkit.contract;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A long call with the real engine over the real server, in a time that passes as fast as frames are carried. */
public interface HourContract extends AdapterUnderTest {

    /**
     * A minute of audio both ways: each frame leaves at its moment, and none is lost, doubled or changed.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T9)
    default void carriesAMinuteOfACallBothWays() throws Exception {
        LongCall.assertCarried(this, Duration.ofMinutes(1));
    }

    /**
     * An hour of it.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("heavy")
    @Proves(Rule.T9)
    default void carriesAnHourOfACallBothWays() throws Exception {
        LongCall.assertCarried(this, Duration.ofHours(1));
    }
}
