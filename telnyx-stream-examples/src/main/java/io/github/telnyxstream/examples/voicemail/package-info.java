/**
 * The logic of one call to an answering machine, and where its message goes. Knows streams and files; never a server, a
 * webhook or a REST client.
 */
@NullMarked
package io.github.telnyxstream.examples.voicemail;

import org.jspecify.annotations.NullMarked;
