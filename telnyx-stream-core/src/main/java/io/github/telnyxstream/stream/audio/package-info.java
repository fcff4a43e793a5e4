/**
 * Audio on its way in and out of a session: frames, sources, ordering and recording. Knows samples and formats, never a
 * session.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.stream.audio;

import org.jspecify.annotations.NullMarked;
