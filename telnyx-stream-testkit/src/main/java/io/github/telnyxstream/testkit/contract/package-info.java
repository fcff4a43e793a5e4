/**
 * What every adapter has to prove: suites of tests over real sockets, for adapters of this project and of others. They need
 * JUnit and AssertJ, which the testkit does not bring along. Nothing here knows any particular server.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.testkit.contract;

import org.jspecify.annotations.NullMarked;
