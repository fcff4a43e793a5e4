/**
 * The person at the other end of a simulated call: what they say, press, wait for and hear. No socket belongs here.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.testkit.caller;

import org.jspecify.annotations.NullMarked;
