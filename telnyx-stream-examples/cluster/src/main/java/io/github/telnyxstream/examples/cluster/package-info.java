/** The answering machine on several nodes. */
@NullMarked
package io.github.telnyxstream.examples.cluster;

import org.jspecify.annotations.NullMarked;
