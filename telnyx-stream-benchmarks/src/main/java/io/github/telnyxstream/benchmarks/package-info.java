/** Benchmarks of the codecs beside their peers and their limits, and the program that writes them down. */
@NullMarked
package io.github.telnyxstream.benchmarks;

import org.jspecify.annotations.NullMarked;
