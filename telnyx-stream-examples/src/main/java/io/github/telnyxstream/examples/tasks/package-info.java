/**
 * One file for each task, to be copied: what a listener has to do for it and nothing else. How a listener is mounted in a server,
 * and calls are answered, is in the package {@code guide}.
 */
@NullMarked
package io.github.telnyxstream.examples.tasks;

import org.jspecify.annotations.NullMarked;
