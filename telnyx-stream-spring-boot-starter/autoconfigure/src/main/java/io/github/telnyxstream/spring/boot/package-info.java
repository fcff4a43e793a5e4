/**
 * Streams, webhooks and call control in a Spring Boot application. What belongs here is wiring: properties, beans, their order
 * at the start and at the end; what the wires carry is other modules' business.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.spring.boot;

import org.jspecify.annotations.NullMarked;
