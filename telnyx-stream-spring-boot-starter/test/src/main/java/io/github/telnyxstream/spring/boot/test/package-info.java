/** Tests of Spring Boot applications that a simulated Telnyx rings. What the simulator does belongs into the testkit. */
@NullMarked
package io.github.telnyxstream.spring.boot.test;

import org.jspecify.annotations.NullMarked;
