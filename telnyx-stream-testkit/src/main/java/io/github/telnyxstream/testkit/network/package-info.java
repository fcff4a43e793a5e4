/**
 * Real sockets with bad lines between them. What goes wrong with the messages themselves is the simulator's business.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.testkit.network;

import org.jspecify.annotations.NullMarked;
