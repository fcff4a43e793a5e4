/** Messages between nodes, and webhooks seen by any of them, on Redis. Knows nothing of calls. */
@NullMarked
package io.github.telnyxstream.router.redis;

import org.jspecify.annotations.NullMarked;
