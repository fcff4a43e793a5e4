package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An API that refuses, is late or speaks nonsense: a call may be lost, the machine is not. */
class FailingApiIT {
    private static final Caller CALLER =
            House.caller().speak(Speech.excerpt(0, 900)).press("#").build();

    /** What the client does with a command before it gives up. */
    private static final int TRIES = 3;

    @TempDir
    Path folder;

    static Stream<Named<RestFault>> passing() {
        return Stream.of(
                Named.of("too many requests", RestFault.tooManyRequests(1)),
                Named.of("server error", RestFault.status(503)),
                Named.of("a proxy's HTML", RestFault.html(502)),
                Named.of("no answer", RestFault.hang()),
                Named.of("broken connection", RestFault.drop()),
                Named.of("lost answer", RestFault.loseAnswer()));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void takesTheMessageAfterATroubleThatPasses(RestFault fault) throws Exception {
        try (House house = start()) {
            house.telnyx.failNext(fault);

            SimulatedCall call = house.play(CALLER);

            assertThat(house.messageOf(call).endedBy()).isEqualTo("key");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 422})
    void losesOnlyTheCallThatIsRefused(int status) throws Exception {
        try (House house = start()) {
            house.telnyx.failNext(RestFault.status(status));

            SimulatedCall refused =
                    house.play(Caller.builder().ringing(Duration.ofSeconds(1)).build());
            SimulatedCall next = house.play(CALLER);

            assertThat(refused.events()).noneMatch(event -> event.kind() == Kind.CALL_ANSWERED);
            assertThat(house.messageOf(next).endedBy()).isEqualTo("key");
        }
    }

    @Test
    void savesTheMessageThoughHangingUpFails() throws Exception {
        try (House house = start()) {
            SimulatedCall call = house.telnyx.placeCall(
                    House.caller().speak(Speech.excerpt(0, 900)).press("#").build());
            House.await(call, Kind.DIGIT);
            house.telnyx.failNext(RestFault.status(422));
            assertThat(house.messageOf(call).endedBy()).isEqualTo("key");
            call.hangUp();

            assertThat(House.end(call)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500})
    void leavesNobodyInSilenceWhenTheStreamCannotBeOpened(int status) throws Exception {
        try (House house = spoken()) {
            SimulatedCall call = house.telnyx.placeCall(House.caller().build());
            House.await(call, Kind.CARRIER_PLAYS);
            house.telnyx.failNext(
                    Collections.nCopies(TRIES, RestFault.status(status)).toArray(RestFault[]::new));

            assertThat(House.end(call)).contains("normal_clearing");
            assertThat(call.events()).noneMatch(event -> event.kind() == Kind.STREAM_STARTED);
        }
    }

    @Test
    void leavesNobodyInSilenceWhenTheGreetingIsNotSpoken() throws Exception {
        try (House house = spoken()) {
            SimulatedCall call = house.telnyx.placeCall(CALLER);
            House.await(call, Kind.CALL_ANSWERED);
            house.telnyx.failNext(
                    Collections.nCopies(TRIES, RestFault.status(500)).toArray(RestFault[]::new));

            assertThat(House.end(call)).contains("normal_clearing");
        }
    }

    private House spoken() throws java.io.IOException {
        return House.builder(folder)
                .greeting(new Greeting.Spoken("Nobody is here. Please leave a message."))
                .virtualTime()
                .start();
    }

    private House start() throws java.io.IOException {
        return House.builder(folder)
                .clientView(
                        client -> client.timeouts(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(30)))
                .virtualTime()
                .start();
    }
}
