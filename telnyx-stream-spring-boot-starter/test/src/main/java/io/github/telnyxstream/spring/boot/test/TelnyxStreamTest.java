package io.github.telnyxstream.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;

/**
 * Starts the application on a random port with a simulated Telnyx that rings it. Methods and constructors of the test class may
 * ask for a {@link io.github.telnyxstream.testkit.simulator.TelnyxSimulator} and a
 * {@link io.github.telnyxstream.testkit.junit.TelnyxEnvironment}, and for beans as in any test of Spring's.
 *
 * <pre>{@code
 * @TelnyxStreamTest
 * class GreeterTest {
 *     @Test
 *     void greetsTheCaller(TelnyxSimulator telnyx) throws Exception {
 *         SimulatedCall call = telnyx.placeCall(
 *                 Caller.builder().awaitHeard(Duration.ofSeconds(30)).hangUp().build());
 *         call.awaitEnd(Duration.ofMinutes(2));
 *         assertThatCall(call).wasAnswered().heardTone(440);
 *     }
 * }
 * }</pre>
 *
 * <p>The simulator lives as long as the application's context, which Spring keeps for later tests with the same configuration;
 * calls are the test's own. The keys and the API's address are set for the application, and it does not wait for running calls
 * when it stops.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(TelnyxStreamExtension.class)
public @interface TelnyxStreamTest {

    /**
     * The application.
     *
     * @return as for {@link SpringBootTest#classes}
     */
    @AliasFor(annotation = SpringBootTest.class)
    Class<?>[] classes() default {};

    /**
     * Properties for the test.
     *
     * @return as for {@link SpringBootTest#properties}
     */
    @AliasFor(annotation = SpringBootTest.class)
    String[] properties() default {};
}
