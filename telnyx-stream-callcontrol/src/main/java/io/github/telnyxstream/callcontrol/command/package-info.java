/**
 * What can be asked of Telnyx about a call: one immutable class with a builder per command, checked against Telnyx's limits before
 * anything is sent. Plain immutable data; sockets, JSON text and retries belong elsewhere.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.callcontrol.command;

import org.jspecify.annotations.NullMarked;
