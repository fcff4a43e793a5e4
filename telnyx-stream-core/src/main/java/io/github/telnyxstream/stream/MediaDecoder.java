package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Decodes the frames of a stream, with a codec of its own for each track. Used by the mailbox only. */
final class MediaDecoder {
    private final MediaFormat format;
    private final Map<Track, AudioCodec> codecs = new EnumMap<>(Track.class);
    private final Map<Track, Integer> undecodable = new EnumMap<>(Track.class);
    private short[] buffer = new short[0];

    /** Fails when no codec for the format is at hand. */
    MediaDecoder(MediaFormat format) {
        this.format = format;
        for (Track track : Track.values()) {
            codecs.put(track, AudioCodec.of(format));
        }
    }

    MediaFormat format() {
        return format;
    }

    /** Decodes; a frame that cannot be decoded counts as lost for the one after it. */
    MediaFrame decode(MediaEvent event, int lostBefore) {
        byte[] payload = event.payload();
        AudioCodec codec = codecs.get(event.track());
        if (codec == null) {
            throw new IllegalStateException("no codec for track " + event.track());
        }
        try {
            int room = codec.maxDecodedSamples(payload.length);
            if (room > buffer.length) {
                buffer = new short[room];
            }
            int samples = codec.decode(payload, 0, payload.length, buffer, 0);
            int skipped = undecodable.getOrDefault(event.track(), 0);
            undecodable.put(event.track(), 0);
            return new MediaFrame(event, format, Arrays.copyOf(buffer, samples), lostBefore + skipped);
        } catch (CodecException broken) {
            undecodable.merge(event.track(), 1 + lostBefore, Integer::sum);
            throw broken;
        }
    }
}
