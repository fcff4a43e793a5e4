/** The programs of the jar. What a program does lives in its own package; here is only the door. */
@NullMarked
package io.github.telnyxstream.examples;

import org.jspecify.annotations.NullMarked;
