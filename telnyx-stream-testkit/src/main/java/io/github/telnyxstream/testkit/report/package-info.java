/**
 * A page about calls that have been, for a person to look at and listen to. Nothing here acts on a call.
 */
@NullMarked
package io.github.telnyxstream.testkit.report;

import org.jspecify.annotations.NullMarked;
