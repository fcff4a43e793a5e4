/**
 * Tests of Spring Boot applications that a simulated Telnyx rings. What the simulator does belongs into the testkit.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.spring.boot.test;

import org.jspecify.annotations.NullMarked;
