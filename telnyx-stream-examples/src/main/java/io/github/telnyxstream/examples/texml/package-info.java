/** A TeXML application: documents instead of commands. */
@NullMarked
package io.github.telnyxstream.examples.texml;

import org.jspecify.annotations.NullMarked;
