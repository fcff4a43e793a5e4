package io.github.telnyxstream.testkit.contract;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls come and go in every way there is, and leave nothing behind: no thread, descriptor, buffer or session. */
public interface ChurnContract extends AdapterUnderTest {
    /** Calls that are open at the same time. */
    int CALLS_AT_ONCE = 20;

    /**
     * A hundred calls leave nothing behind.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T8)
    default void keepsNothingOfAHundredCalls() throws Exception {
        Churn.assertNothingIsLeft(this, 100);
    }

    /**
     * A thousand calls leave nothing behind.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("heavy")
    @Proves(Rule.T8)
    default void keepsNothingOfAThousandCalls() throws Exception {
        Churn.assertNothingIsLeft(this, 1_000);
    }
}
