/** Messages between nodes, and webhooks seen by any of them, on NATS. Knows nothing of calls. */
@NullMarked
package io.github.telnyxstream.router.nats;

import org.jspecify.annotations.NullMarked;
