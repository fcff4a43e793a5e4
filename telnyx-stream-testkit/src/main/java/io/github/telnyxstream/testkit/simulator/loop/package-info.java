/**
 * The one thread that all calls of a simulator share, and its timers. No call logic belongs here.
 */
@NullMarked
package io.github.telnyxstream.testkit.simulator.loop;

import org.jspecify.annotations.NullMarked;
