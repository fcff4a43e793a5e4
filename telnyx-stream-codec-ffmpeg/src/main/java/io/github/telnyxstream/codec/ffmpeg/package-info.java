/**
 * AMR-WB and MP3 behind the codec interface. The bridge to FFmpeg's libraries and the payload and file formats around
 * AMR-WB's frames belong here; no type of FFmpeg or JavaCPP is in a public signature.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.codec.ffmpeg;

import org.jspecify.annotations.NullMarked;
