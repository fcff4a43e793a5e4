package io.github.telnyxstream.callcontrol.recording;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a recording can be fetched. Links are pre-signed: whoever has one has the recording, so they are not printed. Those
 * of a webhook live ten minutes ("Storing call recordings"); fresh ones come with the recording itself. Immutable.
 *
 * @param wav link to a WAV, or null
 * @param mp3 link to an MP3, or null
 * @param unknownFields links to other formats and everything else, field name to JSON text
 */
public record RecordingLinks(@Nullable String wav, @Nullable String mp3, Map<String, String> unknownFields) {

    /** No link at all. */
    public static final RecordingLinks NONE = new RecordingLinks(null, null);

    /**
     * Links of which all are known.
     *
     * @param wav link to a WAV, or null
     * @param mp3 link to an MP3, or null
     */
    public RecordingLinks(@Nullable String wav, @Nullable String mp3) {
        this(wav, mp3, Map.of());
    }

    /** {@return the better one that is there: the WAV, else the MP3, else empty} */
    public Optional<String> best() {
        return Optional.ofNullable(wav != null ? wav : mp3);
    }

    /** Formats only. */
    @Override
    public String toString() {
        return "RecordingLinks[" + (wav == null ? "" : "wav ") + (mp3 == null ? "" : "mp3") + "]";
    }
}
