package io.github.telnyxstream.callcontrol.command;

/** File format of a recording. */
public enum RecordingFormat implements WireName {
    /** Uncompressed. */
    WAV,
    /** Compressed. */
    MP3
}
