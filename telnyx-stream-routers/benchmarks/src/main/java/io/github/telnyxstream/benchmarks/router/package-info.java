/** A command to another node beside the bare engine's own request. */
@NullMarked
package io.github.telnyxstream.benchmarks.router;

import org.jspecify.annotations.NullMarked;
