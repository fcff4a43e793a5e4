package io.github.telnyxstream.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a constructor asks for is the test's own, also where tests go on at the same time. */
@TelnyxTest
@Execution(ExecutionMode.CONCURRENT)
class TelnyxOfItsOwnTest {
    private static final List<String> KEYS = new CopyOnWriteArrayList<>();
    private static final int TESTS = 4;

    private final TelnyxSimulator telnyx;

    TelnyxOfItsOwnTest(TelnyxSimulator telnyx) {
        this.telnyx = telnyx;
    }

    @RepeatedTest(TESTS)
    void hasATelnyxThatNoOtherHas(TelnyxEnvironment environment) {
        assertThat(environment.baseUrl()).isEqualTo(telnyx.baseUrl());
        KEYS.add(telnyx.baseUrl() + " " + System.identityHashCode(telnyx));
    }

    @AfterAll
    static void everyOneWasAnother() {
        assertThat(KEYS).hasSize(TESTS).doesNotHaveDuplicates();
    }
}
