package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.wire.Mp3Length;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A whole MP3 file, for streams in mode mp3. */
final class Mp3Source implements PayloadSource {
    /** As long as the largest message of audio that "Media Streaming over Websockets" speaks of: 30 s of L16 at 16 kHz. */
    private static final int MAX_BYTES = 960_000;

    private final MediaFormat format;
    private byte @Nullable [] file;

    Mp3Source(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the MP3 file has " + file.length + " bytes, at most " + MAX_BYTES + " go into one message");
        }
        this.format = MediaFormat.of(Encoding.MP3, Mp3Length.of(file).sampleRateHz());
        this.file = file.clone();
    }

    @Override
    public MediaFormat format() {
        return format;
    }

    @Override
    public int sampleRateHz() {
        return format.sampleRateHz();
    }

    @Override
    public byte @Nullable [] nextPayload() {
        byte[] whole = file;
        file = null;
        return whole;
    }

    @Override
    public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
        throw new IOException("a whole MP3 file can be sent in mode mp3 only; decode it to play it in mode rtp");
    }
}
