/** A call that outlives its connection. */
@NullMarked
package io.github.telnyxstream.examples.reopen;

import org.jspecify.annotations.NullMarked;
