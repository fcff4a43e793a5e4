/**
 * Fakes for tests of an application: time that stands still and a listener that remembers. The simulator, the suites for
 * adapters and what they need have packages of their own.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.testkit;

import org.jspecify.annotations.NullMarked;
