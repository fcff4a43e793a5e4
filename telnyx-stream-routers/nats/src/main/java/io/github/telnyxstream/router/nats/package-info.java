/**
 * Messages between nodes, and webhooks seen by any of them, on NATS. Knows nothing of calls.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.router.nats;

import org.jspecify.annotations.NullMarked;
