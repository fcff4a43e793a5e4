/**
 * A page about calls that have been, for a person to look at and listen to. Nothing here acts on a call.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.testkit.report;

import org.jspecify.annotations.NullMarked;
