/** Says back what it hears: the smallest program on the library, and the same as a command. */
@NullMarked
package io.github.telnyxstream.examples.echo;

import org.jspecify.annotations.NullMarked;
