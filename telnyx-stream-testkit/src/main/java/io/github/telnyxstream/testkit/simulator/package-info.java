/**
 * The Telnyx simulator: start one, place calls, look at what happened. Sockets and wire formats live in the rooms below;
 * the application under test is only ever reached over real sockets.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.testkit.simulator;

import org.jspecify.annotations.NullMarked;
