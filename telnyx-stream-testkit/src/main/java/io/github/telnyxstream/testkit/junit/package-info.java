/**
 * What a JUnit test of an application needs around it: simulator, keys, ports, and sentences to judge a call by. Needs
 * JUnit Jupiter on the class path, nothing else.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.testkit.junit;

import org.jspecify.annotations.NullMarked;
