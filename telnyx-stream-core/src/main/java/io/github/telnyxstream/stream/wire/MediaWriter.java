package io.github.telnyxstream.stream.wire;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Makes media messages of the frames of one stream: encodes them, and writes them into one template, of which only the payload
 * changes from frame to frame. One thread at a time.
 */
public final class MediaWriter {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final AudioCodec encoder;
    private final byte[] payload;
    private final byte[] base64;
    private final byte[] template;
    private int templateLength;

    private MediaWriter(MediaFormat format) {
        this.encoder = AudioCodec.of(format);
        int most = format.isVariableSize() ? encoder.maxEncodedBytes(format.samplesPerFrame()) : format.bytesPerFrame();
        this.payload = new byte[most];
        this.base64 = new byte[(most + 2) / 3 * 4];
        this.template = new byte[MessageWriter.mediaBytes(most)];
        System.arraycopy(MessageWriter.MEDIA_HEAD, 0, template, 0, MessageWriter.MEDIA_HEAD.length);
    }

    /**
     * A writer with an encoder in its initial state.
     *
     * @param format what the payloads are to be
     * @return a new writer
     * @throws io.github.telnyxstream.codec.CodecException if no module on the class path provides the codec
     */
    public static MediaWriter of(MediaFormat format) {
        return new MediaWriter(format);
    }

    /**
     * The longest message that it makes.
     *
     * @return bytes on the wire without framing
     */
    public int maxBytes() {
        return template.length;
    }

    /**
     * Writes the message of a frame into {@link #bytes}. Allocates nothing if frames have one size.
     *
     * @param pcm the samples of 20 ms; not changed
     * @return the length of the message in bytes
     */
    public int write(short[] pcm) {
        int length = encoder.encode(pcm, 0, pcm.length, payload, 0);
        byte[] exact = length == payload.length ? payload : Arrays.copyOf(payload, length);
        int characters = BASE64.encode(exact, base64);
        int end = MessageWriter.MEDIA_HEAD.length + characters;
        System.arraycopy(base64, 0, template, MessageWriter.MEDIA_HEAD.length, characters);
        if (templateLength != end + MessageWriter.TAIL.length) {
            System.arraycopy(MessageWriter.TAIL, 0, template, end, MessageWriter.TAIL.length);
            templateLength = end + MessageWriter.TAIL.length;
        }
        return templateLength;
    }

    /**
     * Where messages are written.
     *
     * @return the array that every {@link #write} writes into
     */
    public byte[] bytes() {
        return template;
    }

    /**
     * How long the message is that was written last.
     *
     * @return bytes; 0 before the first
     */
    public int lengthBytes() {
        return templateLength;
    }

    /**
     * The message of a frame as a string, for a server that takes nothing else.
     *
     * @param pcm the samples of 20 ms; not changed
     * @return the text
     */
    public String text(short[] pcm) {
        int length = write(pcm);
        return new String(template, 0, length, StandardCharsets.ISO_8859_1);
    }
}
