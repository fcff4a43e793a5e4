/** A server that answers calls in order to find out what is wrong with them. Nothing of a simulation belongs here. */
@NullMarked
package io.github.telnyxstream.examples.doctor;

import org.jspecify.annotations.NullMarked;
