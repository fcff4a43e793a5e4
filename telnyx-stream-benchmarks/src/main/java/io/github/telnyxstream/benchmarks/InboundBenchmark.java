package io.github.telnyxstream.benchmarks;

import com.alibaba.fastjson2.JSON;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.StreamEvent;
import io.github.telnyxstream.stream.wire.EventReader;
import io.github.telnyxstream.stream.wire.EventSink;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One media message of 160 bytes of PCMU to its fields and its samples. The limit is base64 and the table, each into an
 * array that is there already.
 */
@State(Scope.Thread)
public class InboundBenchmark implements EventSink {
    private static final int COUNT = 512;

    private final byte[][] messages = new byte[COUNT][];
    private final String[] texts = new String[COUNT];
    private final byte[][] payloads = new byte[COUNT][];
    private final byte[] bytes = new byte[160];
    private final short[] pcm = new short[160];
    private final AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
    private final EventReader reader = new EventReader();
    private final MediaMessage media = new MediaMessage();
    private final JsonFactory json = new JsonFactory();
    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectReader records = mapper.readerFor(Message.class);
    private final Into into = new Into();
    private int next;
    private long chunk;
    private long sequence;
    private long timestamp;
    private @Nullable String track;
    private @Nullable String streamId;

    /** Fills the messages with frames that all differ. */
    public InboundBenchmark() {
        Frames frames = new Frames();
        for (int k = 0; k < COUNT; k++) {
            payloads[k] = Base64.getEncoder().encode(frames.muLaw[k]);
            texts[k] = "{\"event\":\"media\",\"sequence_number\":\"" + (k + 4) + "\",\"stream_id\":"
                    + "\"b1f3a0c2-5a77-4c7e-9a52-6d1d0e8f4a10\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + (k + 2)
                    + "\",\"timestamp\":\"" + 20 * k + "\",\"payload\":\""
                    + new String(payloads[k], StandardCharsets.US_ASCII) + "\"}}";
            messages[k] = texts[k].getBytes(StandardCharsets.UTF_8);
        }
    }

    private int advance() {
        next = (next + 1) & (COUNT - 1);
        return next;
    }

    @Benchmark
    public Object limitBase64AndTable() {
        Base64.getDecoder().decode(payloads[advance()], bytes);
        codec.decode(bytes, 0, 160, pcm, 0);
        return pcm;
    }

    @Benchmark
    public Object bytesBorrowed() {
        byte[] message = messages[advance()];
        reader.read(message, 0, message.length, this);
        codec.decode(media.payload(), 0, media.payloadBytes(), pcm, 0);
        return pcm;
    }

    @Benchmark
    public Object bytesToKeep() {
        byte[] message = messages[advance()];
        reader.read(message, 0, message.length, this);
        short[] kept = new short[160];
        codec.decode(media.payload(), 0, media.payloadBytes(), kept, 0);
        return kept;
    }

    @Benchmark
    public Object string() {
        reader.read(texts[advance()], this);
        codec.decode(media.payload(), 0, media.payloadBytes(), pcm, 0);
        return pcm;
    }

    @Benchmark
    public Object anyShape() {
        byte[] message = messages[advance()];
        reader.readInAnyShape(message, 0, message.length, this);
        codec.decode(media.payload(), 0, media.payloadBytes(), pcm, 0);
        return pcm;
    }

    /** As one writes it by hand: the kind first, one pass, the payload into an array that is there. */
    @Benchmark
    public Object jacksonByHand() throws IOException {
        byte[] message = messages[advance()];
        try (JsonParser parser = json.createParser(message)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "sequence_number" -> sequence = Long.parseLong(parser.getText());
                    case "stream_id" -> streamId = parser.getText();
                    case "media" -> mediaByHand(parser);
                    default -> parser.skipChildren();
                }
            }
        }
        codec.decode(bytes, 0, 160, pcm, 0);
        return pcm;
    }

    private void mediaByHand(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "track" -> track = parser.getText();
                case "chunk" -> chunk = Long.parseLong(parser.getText());
                case "timestamp" -> timestamp = Long.parseLong(parser.getText());
                case "payload" -> {
                    into.length = 0;
                    parser.readBinaryValue(Base64Variants.MIME_NO_LINEFEEDS, into);
                }
                default -> parser.skipChildren();
            }
        }
    }

    @Benchmark
    public Object jacksonTree() throws IOException {
        JsonNode tree = mapper.readTree(messages[advance()]);
        JsonNode inner = tree.path("media");
        sequence = tree.path("sequence_number").asLong();
        streamId = tree.path("stream_id").asText();
        track = inner.path("track").asText();
        chunk = inner.path("chunk").asLong();
        timestamp = inner.path("timestamp").asLong();
        byte[] payload = Base64.getDecoder().decode(inner.path("payload").asText());
        codec.decode(payload, 0, payload.length, pcm, 0);
        return pcm;
    }

    /** As one binds a message with annotations. */
    @Benchmark
    public Object jacksonRecords() throws IOException {
        Message message = records.readValue(messages[advance()]);
        codec.decode(message.media().payload(), 0, message.media().payload().length, pcm, 0);
        return message;
    }

    record Message(
            String event,
            @JsonProperty("sequence_number") long sequenceNumber,
            @JsonProperty("stream_id") String streamId,
            Media media) {}

    @SuppressWarnings("ArrayRecordComponent") // what binds reads into, never compared
    record Media(String track, long chunk, long timestamp, byte[] payload) {}

    /** The fastest that binds, as far as was measured; the payload's base64 is left to the JDK. */
    @Benchmark
    public Object fastjson2() {
        FastMessage message = JSON.parseObject(texts[advance()], FastMessage.class);
        int length = Base64.getDecoder().decode(message.media.payload.getBytes(StandardCharsets.ISO_8859_1), bytes);
        codec.decode(bytes, 0, length, pcm, 0);
        return message;
    }

    /** Public fields, which is what that library reads fastest. */
    public static final class FastMessage {
        public String event = "";
        public long sequence_number;
        public String stream_id = "";
        public FastMedia media = new FastMedia();
    }

    /** The object inside. */
    public static final class FastMedia {
        public String track = "";
        public long chunk;
        public long timestamp;
        public String payload = "";
    }

    /** What was read last, so that nothing of it is optimised away. */
    @Override
    public String toString() {
        return chunk + " " + sequence + " " + timestamp + " " + track + " " + streamId;
    }

    private final class Into extends OutputStream {
        private int length;

        @Override
        public void write(int value) {
            bytes[length++] = (byte) value;
        }

        @Override
        public void write(byte[] from, int offset, int count) {
            System.arraycopy(from, offset, bytes, length, count);
            length += count;
        }
    }

    @Override
    public MediaMessage mediaToFill() {
        return media;
    }

    @Override
    public void media(MediaMessage filled) {}

    @Override
    public void event(StreamEvent event) {
        throw new IllegalStateException("a media message was read as " + event);
    }

    @Override
    public void oddity(String eventName, String detail) {
        throw new IllegalStateException(detail);
    }

    @Override
    public void malformed(@Nullable String eventName, String reason, long offset, int lengthBytes) {
        throw new IllegalStateException(reason);
    }
}
