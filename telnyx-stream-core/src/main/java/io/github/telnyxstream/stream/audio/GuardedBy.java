package io.github.telnyxstream.stream.audio;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the lock of a field or a method; Error Prone checks it, and goes by the annotation's simple name. Of our own, and gone
 * from the class file: for one that is there and cannot be found, javac warns everybody who compiles against a public class.
 */
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.FIELD, ElementType.METHOD})
@interface GuardedBy {
    /**
     * The lock.
     *
     * @return {@code this}, or the name of a field
     */
    String value();
}
