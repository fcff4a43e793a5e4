package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A stand-in for Telnyx and a client that knows no other, anew for each test. */
abstract class AgainstStandIn {
    TelnyxStandIn telnyx;
    CallControl calls;

    @BeforeEach
    void start() throws Exception {
        telnyx = new TelnyxStandIn();
        calls = telnyx.client().build();
    }

    @AfterEach
    void stop() {
        calls.close();
        telnyx.close();
    }

    static CallControlException refusal(Runnable work) {
        CallControlException refused = catchThrowableOfType(CallControlException.class, work::run);
        assertThat(refused).as("has to be refused").isNotNull();
        return refused;
    }
}
