package io.github.telnyxstream.spring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * Makes a {@link io.github.telnyxstream.stream.StreamListener} the one for the streams of a path: a component in scope
 * prototype, so that each call has one of its own, with whatever its constructor asks for.
 *
 * <pre>{@code
 * @TelnyxStream
 * class Greeter implements StreamListener {
 *     @Override
 *     public void onStart(StreamSession session, StartEvent start) {
 *         session.play(AudioSource.tone(440, Duration.ofSeconds(1), 8_000));
 *     }
 * }
 * }</pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
public @interface TelnyxStream {

    /**
     * Where its streams come in.
     *
     * @return a path, for example {@code /media}; that of the property {@code telnyx.stream.path} when it is empty
     */
    String value() default "";
}
