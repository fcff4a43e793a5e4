package io.github.telnyxstream.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a Telnyx of its own. Methods and constructors of the test class may then ask for
 *
 * <ul>
 *   <li>{@link io.github.telnyxstream.testkit.simulator.TelnyxSimulator}, running and closed after the test,
 *   <li>{@link TelnyxEnvironment}: key, addresses and a free port for the application, as the values it needs,
 *   <li>{@link io.github.telnyxstream.testkit.ManualClock}, with {@link #virtualTime}.
 * </ul>
 *
 * <pre>{@code
 * @TelnyxTest
 * class VoicemailTest {
 *     @Test
 *     void greetsTheCaller(TelnyxSimulator telnyx, TelnyxEnvironment environment) throws Exception {
 *         try (MyApplication app = MyApplication.start(environment.port(), environment.asVariables())) {
 *             SimulatedCall call = telnyx.placeCall(
 *                     Caller.builder().awaitHeard(Duration.ofSeconds(10)).hangUp().build());
 *             call.awaitEnd(Duration.ofMinutes(1));
 *             assertThatCall(call).wasAnswered().heardSoundFor(Duration.ofSeconds(1)).wasFreeOfViolations();
 *         }
 *     }
 * }
 * }</pre>
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TelnyxExtension.class)
public @interface TelnyxTest {

    /**
     * Whether time passes only when the test lets it: waiting for a call moves the clock, and an hour takes seconds. The
     * application's acceptor has to live on the same clock ({@code AcceptorOptions.Builder.clock}) and is named to the
     * simulator with {@code telnyx.streamsTo(acceptor)}.
     *
     * @return false for real time and real sockets
     */
    boolean virtualTime() default false;

    /**
     * What all ids, noises and faults are drawn from: the same seed gives the same run.
     *
     * @return any number
     */
    long seed() default 1;
}
