/**
 * The simulator's time: a clock that can be replaced. No scheduling belongs here.
 */
@NullMarked
package io.github.telnyxstream.testkit.time;

import org.jspecify.annotations.NullMarked;
