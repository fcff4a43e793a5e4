/** The code that the pages of the guide show, one small program or chapter a file. */
@NullMarked
package io.github.telnyxstream.examples.guide;

import org.jspecify.annotations.NullMarked;
