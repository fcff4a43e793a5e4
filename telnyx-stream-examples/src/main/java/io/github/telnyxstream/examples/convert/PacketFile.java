package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/** Encodes into a file that keeps its packets apart; what is left of the last frame is filled up with silence. */
final class PacketFile implements PcmWriter {

    /** Takes the packets of a file. */
    interface Packets extends Closeable {
        /** Takes a packet from the beginning of the array. */
        void write(byte[] packet, int lengthBytes) throws IOException;

        /** Ends the file after so many samples, of which the last packets may hold more. */
        default void finish(long samples) throws IOException {
            // most formats cannot say
        }
    }

    private final AudioCodec codec;
    private final Packets packets;
    private final int delaySamples;
    private final short[] frame;
    private final byte[] packet;
    private int filled;
    private long samples;

    /**
     * Closes the packets with this.
     *
     * @param codec this object's own
     * @param delaySamples how much silence drives the last of the audio out of the codec
     */
    PacketFile(AudioCodec codec, Packets packets, int delaySamples) {
        this.codec = codec;
        this.packets = packets;
        this.delaySamples = delaySamples;
        this.frame = new short[codec.format().samplesPerFrame()];
        this.packet = new byte[codec.maxEncodedBytes(frame.length)];
    }

    @Override
    public int sampleRateHz() {
        return codec.format().sampleRateHz();
    }

    @Override
    public void write(short[] pcm, int offset, int lengthSamples) throws IOException {
        samples += lengthSamples;
        encode(pcm, offset, lengthSamples);
    }

    private void encode(short[] pcm, int offset, int lengthSamples) throws IOException {
        int position = offset;
        int end = offset + lengthSamples;
        while (position < end) {
            int count = Math.min(end - position, frame.length - filled);
            System.arraycopy(pcm, position, frame, filled, count);
            filled += count;
            position += count;
            if (filled == frame.length) {
                filled = 0;
                packets.write(packet, codec.encode(frame, 0, frame.length, packet, 0));
            }
        }
    }

    @Override
    public void finish() throws IOException {
        encode(new short[delaySamples], 0, delaySamples);
        if (filled > 0) {
            Arrays.fill(frame, filled, frame.length, (short) 0);
            encode(frame, filled, frame.length - filled);
        }
        packets.finish(samples);
    }

    @Override
    public void close() throws IOException {
        packets.close();
    }
}
