/** The messages of the answering machine as a page, for whoever knows the password. Nothing of calls belongs here. */
@NullMarked
package io.github.telnyxstream.examples.inbox;

import org.jspecify.annotations.NullMarked;
