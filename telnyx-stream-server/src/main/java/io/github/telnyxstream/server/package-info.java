/**
 * A server for applications that have none: one port, in a few lines. What belongs here is what a port needs; streams,
 * webhooks and audio are elsewhere, and whoever has a server already takes its adapter instead.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.server;

import org.jspecify.annotations.NullMarked;
