package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A frame on its way to the listener: written again for each frame of a track, and copied for whoever keeps it. */
final class DeliveredFrame implements MediaFrame {
    private static final byte[] NO_BYTES = {};

    private final boolean isKept;
    private MediaFormat format;
    private @Nullable String streamId;
    private long sequenceNumber;
    private Track track;
    private long chunk;
    private long timestamp;
    private byte[] payload = NO_BYTES;
    private short[] pcm = {};
    private int lostBefore;
    private long arrivedNanos;
    private boolean isConcealed;
    private boolean isEcho;

    DeliveredFrame(MediaFormat format, Track track) {
        this.isKept = false;
        this.format = format;
        this.track = track;
    }

    private DeliveredFrame(DeliveredFrame of) {
        this.isKept = true;
        this.format = of.format;
        this.streamId = of.streamId;
        this.sequenceNumber = of.sequenceNumber;
        this.track = of.track;
        this.chunk = of.chunk;
        this.timestamp = of.timestamp;
        this.payload = of.payload.length == 0 ? NO_BYTES : of.payload.clone();
        this.pcm = of.pcm.clone();
        this.lostBefore = of.lostBefore;
        this.isConcealed = of.isConcealed;
        this.isEcho = of.isEcho;
    }

    /** Becomes the frame of a message, with as many samples of the array; copies both, but for samples that are its own. */
    void become(MediaMessage message, MediaFormat as, short[] samples, int lengthSamples, int missing) {
        describe(as, message.streamId());
        sequenceNumber = message.sequenceNumber();
        chunk = message.chunk();
        timestamp = message.timestamp();
        arrivedNanos = message.arrivedNanos();
        int bytes = message.payloadBytes();
        // arrays are exact, so that nobody has to ask for a length; sizes of one stream hardly ever change
        if (payload.length != bytes) {
            payload = new byte[bytes];
        }
        System.arraycopy(message.payload(), 0, payload, 0, bytes);
        write(samples, lengthSamples);
        lostBefore = missing;
        isConcealed = false;
        isEcho = false;
    }

    /** Becomes a frame that is made up for the lost one with that chunk. */
    void becomeConcealed(MediaMessage after, MediaFormat as, long lostChunk, short[] samples, int lengthSamples) {
        describe(as, after.streamId());
        arrivedNanos = after.arrivedNanos();
        sequenceNumber = -1;
        chunk = lostChunk;
        timestamp = -1;
        payload = NO_BYTES;
        write(samples, lengthSamples);
        lostBefore = 0;
        isConcealed = true;
        isEcho = false;
    }

    /** Mostly as before; to write a reference costs the collector more than to look. */
    @SuppressWarnings("ReferenceEquality")
    private void describe(MediaFormat as, @Nullable String id) {
        if (format != as) {
            format = as;
        }
        if (streamId != id) {
            streamId = id;
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very array: it was decoded into
    private void write(short[] samples, int lengthSamples) {
        if (pcm.length != lengthSamples) {
            pcm = new short[lengthSamples];
        }
        if (pcm != samples) {
            System.arraycopy(samples, 0, pcm, 0, lengthSamples);
        }
    }

    void markAsEcho() {
        isEcho = true;
    }

    /** Holds silence from now on. */
    void mute() {
        Arrays.fill(pcm, (short) 0);
        int silence = format.silenceByte();
        if (silence < 0) {
            payload = NO_BYTES;
        } else {
            Arrays.fill(payload, (byte) silence);
        }
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    @Nullable
    String streamId() {
        return streamId;
    }

    @Override
    public MediaEvent event() {
        return new MediaEvent(streamId, sequenceNumber, track, chunk, timestamp, isKept ? payload : payload.clone());
    }

    @Override
    public Track track() {
        return track;
    }

    @Override
    public long chunk() {
        return chunk;
    }

    @Override
    public MediaFormat format() {
        return format;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public short[] pcm() {
        return pcm;
    }

    @Override
    public int lostBefore() {
        return lostBefore;
    }

    @Override
    public boolean isConcealed() {
        return isConcealed;
    }

    @Override
    public boolean isEcho() {
        return isEcho;
    }

    @Override
    public MediaFrame keep() {
        return isKept ? this : new DeliveredFrame(this);
    }

    @Override
    public String toString() {
        return "MediaFrame[" + track + ", chunk=" + chunk + ", " + payload.length + " bytes, "
                + format.encoding().wireName() + ", lostBefore=" + lostBefore + "]";
    }
}
