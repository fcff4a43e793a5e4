package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Payloads in memory. */
final class EncodedSource implements PayloadSource {
    /** What WAV, Ogg and FLAC files begin with. */
    private static final Set<String> FILES = Set.of("RIFF", "RIFX", "RF64", "BW64", "OggS", "fLaC");

    private final MediaFormat format;
    private final Iterator<byte[]> payloads;
    private @Nullable AudioCodec decoder;
    private short[] decoded = {};
    private int taken;
    private int ready;

    private EncodedSource(MediaFormat format, List<byte[]> payloads) {
        this.format = format;
        this.payloads = payloads.iterator();
    }

    /** One after the other in an array, of a format whose frames have one size. */
    static EncodedSource ofBytes(MediaFormat format, byte[] bytes) {
        if (format.isVariableSize()) {
            throw new IllegalArgumentException("packets of " + format.encoding().wireName()
                    + " cannot be told apart in an array: give them one by one");
        }
        refuseFiles(bytes);
        int each = format.bytesPerFrame();
        List<byte[]> payloads = new ArrayList<>(bytes.length / each + 1);
        for (int at = 0; at < bytes.length; at += each) {
            payloads.add(Arrays.copyOfRange(bytes, at, Math.min(at + each, bytes.length)));
        }
        if (bytes.length % each != 0) {
            // says now what is no whole sample
            AudioCodec codec = AudioCodec.of(format);
            byte[] last = payloads.get(payloads.size() - 1);
            codec.decode(last, 0, last.length, new short[codec.maxDecodedSamples(last.length)], 0);
        }
        return new EncodedSource(format, payloads);
    }

    static EncodedSource ofPackets(MediaFormat format, List<byte[]> packets) {
        List<byte[]> own = packets.stream().map(byte[]::clone).toList();
        if (!own.isEmpty()) {
            refuseFiles(own.get(0));
        }
        return new EncodedSource(format, own);
    }

    private static void refuseFiles(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(4, bytes.length), StandardCharsets.ISO_8859_1);
        if (FILES.contains(head) || head.startsWith("ID3")) {
            throw new IllegalArgumentException("the bytes begin with " + head.trim()
                    + ": this is a file, not raw audio; its header would be heard as noise");
        }
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
        return payloads.hasNext() ? payloads.next() : null;
    }

    @Override
    public int read(short[] pcm, int offset, int lengthSamples) {
        while (taken == ready) {
            if (!payloads.hasNext()) {
                return -1;
            }
            decode(payloads.next());
        }
        int count = Math.min(lengthSamples, ready - taken);
        System.arraycopy(decoded, taken, pcm, offset, count);
        taken += count;
        return count;
    }

    private void decode(byte[] payload) {
        AudioCodec codec = decoder;
        if (codec == null) {
            codec = AudioCodec.of(format);
            decoder = codec;
        }
        int room = codec.maxDecodedSamples(payload.length);
        if (decoded.length < room) {
            decoded = new short[room];
        }
        ready = codec.decode(payload, 0, payload.length, decoded, 0);
        taken = 0;
    }
}
