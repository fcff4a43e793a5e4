/**
 * Documents in TeXML for streams. Only what a stream needs: other verbs are written by the application, and status callbacks are
 * read where signatures are checked.
 */
@NullMarked
package io.github.telnyxstream.callcontrol.texml;

import org.jspecify.annotations.NullMarked;
