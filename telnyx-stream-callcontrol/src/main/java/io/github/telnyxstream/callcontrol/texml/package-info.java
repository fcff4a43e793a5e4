/**
 * Documents in TeXML for streams. Only what a stream needs: other verbs are written by the application, and status callbacks are
 * read where signatures are checked.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.callcontrol.texml;

import org.jspecify.annotations.NullMarked;
