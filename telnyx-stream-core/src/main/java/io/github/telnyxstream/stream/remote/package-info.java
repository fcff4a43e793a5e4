/**
 * Streams of other nodes: "interrupt call X" and "what is wrong with call X", from wherever one is asked. What belongs
 * here are commands that a stream's owner carries out, ready-made, on any {@link
 * io.github.telnyxstream.stream.router.StreamRouter}; no audio goes this way.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.stream.remote;

import org.jspecify.annotations.NullMarked;
