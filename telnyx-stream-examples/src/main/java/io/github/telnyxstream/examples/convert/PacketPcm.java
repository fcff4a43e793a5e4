package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.dsp.Levels;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/** Decodes a file that keeps its packets apart. */
final class PacketPcm implements PcmReader {

    /** The packets of a file. */
    interface Packets extends Closeable {
        /** Puts the next packet at the beginning of the array; its length in bytes, or -1 at the end. */
        int read(byte[] packet) throws IOException;

        /** Goes on with the file that was put behind the one that is over, if there is one. */
        default boolean next() throws IOException {
            return false;
        }

        /** Whether the file ends before its end, known when there are no more packets. */
        boolean isTruncated();

        /** What is not to be heard at the beginning. */
        default int skipSamples() {
            return 0;
        }

        /** Where the audio ends in all that is decoded, known at last when the last packet was read. */
        default long endSamples() {
            return Long.MAX_VALUE;
        }

        /** What the audio is to be amplified by. */
        default double gainDecibels() {
            return 0;
        }
    }

    private final AudioCodec codec;
    private final Packets packets;
    private final Consumer<String> notes;
    private final byte[] packet;
    private final short[] decoded;
    private int next;
    private int end;
    private long position;
    private int lost;

    /**
     * Reads the packets and closes them at the end.
     *
     * @param maxPacketBytes no packet is longer
     * @param notes takes lines for the user
     */
    PacketPcm(AudioCodec codec, Packets packets, int maxPacketBytes, Consumer<String> notes) {
        this.codec = codec;
        this.packets = packets;
        this.notes = notes;
        this.packet = new byte[maxPacketBytes];
        this.decoded = new short[codec.maxDecodedSamples(maxPacketBytes)];
    }

    @Override
    public String label() {
        return codec.format().encoding().wireName();
    }

    @Override
    public int sampleRateHz() {
        return codec.format().sampleRateHz();
    }

    @Override
    public int read(short[] pcm) throws IOException {
        while (next >= end) {
            int length = packets.read(packet);
            if (length < 0 && packets.next()) {
                codec.reset();
                position = 0;
                continue;
            }
            if (length < 0) {
                noteWhatIsMissing();
                return -1;
            }
            int samples = decode(length);
            next = (int) Math.max(0, Math.min(samples, packets.skipSamples() - position));
            end = (int) Math.max(0, Math.min(samples, packets.endSamples() - position));
            position += samples;
        }
        int count = Math.min(Conversion.CHUNK_SAMPLES, end - next);
        System.arraycopy(decoded, next, pcm, 0, count);
        next += count;
        return count;
    }

    private int decode(int lengthBytes) {
        int samples;
        try {
            samples = codec.decode(packet, 0, lengthBytes, decoded, 0);
        } catch (CodecException damaged) {
            lost++; // told at the end; the codec makes up for it
            samples = codec.decode(packet, 0, 0, decoded, 0);
        }
        if (packets.gainDecibels() != 0) {
            Levels.amplify(decoded, 0, samples, packets.gainDecibels());
        }
        return samples;
    }

    private void noteWhatIsMissing() {
        if (packets.isTruncated()) {
            notes.accept("the file is cut off: what is there of it is converted");
        }
        if (lost > 0) {
            notes.accept(lost + " of the packets could not be decoded; 20 ms were made up for each");
        }
    }

    @Override
    public void close() throws IOException {
        packets.close();
    }
}
