package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.util.Objects;

/** A frame with arrays of its own. */
@SuppressWarnings("ArrayRecordComponent") // frames are compared by nobody
record KeptFrame(MediaEvent event, MediaFormat format, short[] pcm, int lostBefore) implements MediaFrame {
    KeptFrame {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(pcm, "pcm");
    }

    @Override
    public Track track() {
        return event.track();
    }

    @Override
    public long chunk() {
        return event.chunk();
    }

    @Override
    public byte[] payload() {
        return event.payload();
    }

    @Override
    public boolean isConcealed() {
        return false;
    }

    @Override
    public boolean isEcho() {
        return false;
    }

    @Override
    public MediaFrame keep() {
        return this;
    }

    @Override
    public String toString() {
        return "MediaFrame[" + event + ", " + format.encoding().wireName() + ", lostBefore=" + lostBefore + "]";
    }
}
