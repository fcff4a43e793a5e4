package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.StreamEvent;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.wire.EventReader;
import io.github.telnyxstream.stream.wire.EventSink;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to what leaves: reads the messages back, as the far end does, so that whatever made them is heard. Costs nothing
 * while nobody takes it. Guarded by the outbox's lock.
 */
final class OutboundTap implements EventSink {
    private static final Logger log = LoggerFactory.getLogger(OutboundTap.class);
    private static final long SECOND_NANOS = 1_000_000_000;

    private final MediaFormat format;
    private final StreamClock clock;
    private final List<SentAudio> takers = new CopyOnWriteArrayList<>();
    private final EventReader reader = new EventReader();
    private final MediaMessage media = new MediaMessage();
    /** Made when the first taker comes, by the thread that brings him: not under the lock that the ticker needs. */
    private volatile @Nullable AudioCodec codec;

    private short[] pcm = new short[0];
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long endNanos;

    OutboundTap(MediaFormat format, StreamClock clock) {
        this.format = format;
        this.clock = clock;
        this.endNanos = clock.nanoTime();
    }

    /**
     * From now on somebody takes what leaves.
     *
     * @throws CodecException if no codec for the outbound format is at hand
     */
    void add(SentAudio taker) {
        synchronized (takers) {
            if (codec == null) {
                codec = AudioCodec.of(format);
            }
        }
        takers.add(taker);
    }

    void remove(SentAudio taker) {
        takers.remove(taker);
    }

    /** A message of audio has left. */
    void left(OutgoingMessage message) {
        if (takers.isEmpty()) {
            return;
        }
        int length = message.lengthBytes();
        if (bytes.capacity() < length) {
            bytes = ByteBuffer.allocate(length);
        }
        message.copyTo(bytes.clear());
        reader.read(bytes.array(), 0, length, this);
    }

    /** What has not been heard yet was thrown away. */
    void cut() {
        long now = clock.nanoTime();
        if (endNanos > now) {
            endNanos = now;
        }
        takers.forEach(taker -> taker.cut(now));
    }

    @Override
    public MediaMessage mediaToFill() {
        return media;
    }

    @Override
    public void media(MediaMessage filled) {
        int samples;
        try {
            AudioCodec decoder = codec;
            if (decoder == null) {
                return;
            }
            int room = decoder.maxDecodedSamples(filled.payloadBytes());
            pcm = pcm.length < room ? new short[room] : pcm;
            samples = decoder.decode(filled.payload(), 0, filled.payloadBytes(), pcm, 0);
        } catch (CodecException unreadable) {
            log.debug("What was sent cannot be decoded, and is not heard by a recorder or an echo guard", unreadable);
            return;
        }
        long now = clock.nanoTime();
        long start = endNanos > now ? endNanos : now;
        endNanos = start + samples * SECOND_NANOS / format.sampleRateHz();
        takers.forEach(taker -> taker.sent(start, pcm, samples, format.sampleRateHz()));
    }

    @Override
    public void event(StreamEvent event) {}

    @Override
    public void oddity(String eventName, String detail) {}

    @Override
    public void malformed(@Nullable String eventName, String reason, long offset, int lengthBytes) {}
}
