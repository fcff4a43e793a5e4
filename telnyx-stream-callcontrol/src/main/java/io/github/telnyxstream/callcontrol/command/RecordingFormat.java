package io.github.telnyxstream.callcontrol.command;

/** File format of a recording. */
public enum RecordingFormat implements WireName {
    /** Uncompressed. */
    WAV("wav"),
    /** Compressed. */
    MP3("mp3");

    private final String wireName;

    RecordingFormat(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
