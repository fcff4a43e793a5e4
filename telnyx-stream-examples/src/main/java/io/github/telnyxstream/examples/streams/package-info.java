/** What the page on streams shows, compiled. */
@NullMarked
package io.github.telnyxstream.examples.streams;

import org.jspecify.annotations.NullMarked;
