/** Plays a call against the simulator and shows it to a person. */
@NullMarked
package io.github.telnyxstream.examples.simulation;

import org.jspecify.annotations.NullMarked;
