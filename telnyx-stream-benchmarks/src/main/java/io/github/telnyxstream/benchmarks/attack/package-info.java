/** What hostile peers cost the calls beside them. Nothing here measures speed. */
@NullMarked
package io.github.telnyxstream.benchmarks.attack;

import org.jspecify.annotations.NullMarked;
