/** Words for the assertions of the testkit; found as a service, not called by name. */
@NullMarked
package io.github.telnyxstream.agent.sphinx.words;

import org.jspecify.annotations.NullMarked;
