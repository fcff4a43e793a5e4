/**
 * Recordings and their transcripts: list, retrieve, delete, and download to a file. Starting and stopping a recording is a
 * command and lives there.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.callcontrol.recording;

import org.jspecify.annotations.NullMarked;
