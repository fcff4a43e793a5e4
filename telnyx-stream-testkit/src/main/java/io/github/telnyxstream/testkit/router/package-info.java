/**
 * Proof for routers: a contract suite that any message bus must pass, and a bus between pretended nodes that loses,
 * repeats, delays and separates.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.testkit.router;

import org.jspecify.annotations.NullMarked;
