/**
 * What goes wrong on purpose, as plain values: on the line, in REST answers, in webhooks. Nothing here acts.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.testkit.fault;

import org.jspecify.annotations.NullMarked;
