package io.github.telnyxstream.codec.wav;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads the samples of a WAV file as 16-bit numbers, from front to back, without holding the file in memory.
 *
 * <p>RIFF, RF64, BW64 and RIFX (big-endian); PCM of up to 32 bits, floating point, µ-law and A-law, plain and extensible
 * headers, 1 to 8 channels, chunks that are not known, and streams that do not know their length. A header's field that
 * follows from the others may be wrong. Wider samples are rounded to 16 bits; floating point beyond full scale is clipped.
 *
 * <p><b>Failure:</b> a header that cannot be understood, and audio that is compressed, is a {@link WavException}, which
 * names what the file holds. A file that ends before it should gives the whole frames that are there.
 *
 * <p><b>Threads:</b> one thread at a time; reading waits only until the stream has given what was asked for.
 */
public final class WavReader implements Closeable {
    private static final int BUFFER_FRAMES = 1024;

    private final InputStream in;
    private final WavHeader header;
    private final ByteBuffer buffer;
    private final short[] decoded = new short[1];
    private final AudioCodec law;
    private long bytesLeft;

    /** Bytes behind the buffer's limit, of an instant that is not whole yet. */
    private int begunBytes;

    private WavReader(InputStream in, WavHeader header) {
        this.in = in;
        this.header = header;
        this.buffer = ByteBuffer.allocate(header.bytesPerFrame() * BUFFER_FRAMES)
                .order(header.order())
                .limit(0);
        this.law = AudioCodec.of(header.encoding() == WavEncoding.A_LAW ? MediaFormat.PCMA : MediaFormat.PCMU);
        this.bytesLeft = header.dataBytes() < 0 ? Long.MAX_VALUE : header.dataBytes();
    }

    /**
     * Reads the header of a file.
     *
     * @param file a WAV file
     * @return a reader at the first sample; closing it closes the file
     * @throws WavException if it is not a WAV file that can be read
     * @throws IOException if the file cannot be read
     */
    public static WavReader open(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        InputStream in = Files.newInputStream(file);
        try {
            return open(in);
        } catch (IOException | RuntimeException failure) {
            try {
                in.close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /**
     * Reads the header of a stream.
     *
     * @param in a WAV file; read in blocks, so that it need not be buffered. Closed with the reader, but not when this
     *     method fails
     * @return a reader at the first sample
     * @throws WavException if it is not a WAV file that can be read
     * @throws IOException if the stream fails
     */
    public static WavReader open(InputStream in) throws IOException {
        Objects.requireNonNull(in, "in");
        return new WavReader(in, WavHeader.read(in));
    }

    /**
     * How the file stores its samples.
     *
     * @return the encoding in the file; what is read is always 16-bit PCM
     */
    public WavEncoding encoding() {
        return header.encoding();
    }

    /**
     * The order of the bytes of a sample, where it has more than one.
     *
     * @return big-endian in RIFX files, little-endian in all others
     */
    public ByteOrder byteOrder() {
        return header.order();
    }

    /**
     * The audio rate.
     *
     * @return samples per second and channel
     */
    public int sampleRateHz() {
        return header.sampleRateHz();
    }

    /**
     * How many samples belong to one instant.
     *
     * @return 1 for mono, 2 for stereo, at most 8
     */
    public int channels() {
        return header.channels();
    }

    /**
     * How long the header says the audio is, which a truncated file does not keep.
     *
     * @return samples per channel, or -1 when the file does not know
     */
    public long lengthFrames() {
        return header.dataBytes() < 0 ? -1 : header.dataBytes() / header.bytesPerFrame();
    }

    /**
     * Reads samples, the channels interleaved as in the file.
     *
     * @param pcm where the samples go
     * @param offset index of the first sample to write
     * @param lengthSamples how many at most, over all channels
     * @return samples read: less than asked only at the end of the audio, -1 when there are none left and at least one was
     *     asked for
     * @throws IOException if the stream fails
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        int count = 0;
        while (count < lengthSamples && hasSample(lengthSamples - count)) {
            pcm[offset + count++] = nextSample();
        }
        return count == 0 && lengthSamples > 0 ? -1 : count;
    }

    /**
     * Reads audio as mono: of more than one channel the average. What {@link #read} has left of an instant is left out.
     *
     * @param pcm where the samples go
     * @param offset index of the first sample to write
     * @param lengthSamples how many at most
     * @return samples read: less than asked only at the end of the audio, -1 when there are none left and at least one was
     *     asked for
     * @throws IOException if the stream fails
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public int readMono(short[] pcm, int offset, int lengthSamples) throws IOException {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        skipRestOfInstant();
        int count = 0;
        while (count < lengthSamples && hasSample((long) (lengthSamples - count) * header.channels())) {
            int sum = 0;
            for (int channel = 0; channel < header.channels(); channel++) {
                sum += nextSample();
            }
            pcm[offset + count++] = (short) Math.floorDiv(sum, header.channels());
        }
        return count == 0 && lengthSamples > 0 ? -1 : count;
    }

    private void skipRestOfInstant() {
        int begun = buffer.position() % header.bytesPerFrame();
        if (begun > 0) {
            buffer.position(buffer.position() - begun + header.bytesPerFrame());
        }
    }

    /**
     * Whole frames only are put into the buffer, so that one sample left means that its whole frame is there. What the
     * stream has beyond the wanted samples is taken as well, but not waited for.
     */
    private boolean hasSample(long wantedSamples) throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        int frameBytes = header.bytesPerFrame();
        long wantedFrames = (wantedSamples + header.channels() - 1) / header.channels();
        int wantedBytes = (int) Math.min(wantedFrames, BUFFER_FRAMES) * frameBytes;
        System.arraycopy(buffer.array(), buffer.limit(), buffer.array(), 0, begunBytes);
        int filled = begunBytes;
        while (filled < wantedBytes && bytesLeft > 0) {
            int read = in.read(buffer.array(), filled, (int) Math.min(buffer.capacity() - filled, bytesLeft));
            bytesLeft = read < 0 ? 0 : bytesLeft - read;
            filled += Math.max(0, read);
        }
        begunBytes = filled % frameBytes;
        buffer.clear().limit(filled - begunBytes);
        return buffer.hasRemaining();
    }

    private short nextSample() {
        return switch (header.encoding()) {
            case PCM_8 -> (short) ((buffer.get() ^ 0x80) << 8);
            case PCM_16 -> buffer.getShort();
            case PCM_24 -> rounded(threeBytes(), 8);
            case PCM_32 -> rounded(buffer.getInt(), 16);
            case FLOAT_32 -> scaled(buffer.getFloat());
            case FLOAT_64 -> scaled(buffer.getDouble());
            case A_LAW, MU_LAW -> {
                law.decode(buffer.array(), buffer.position(), 1, decoded, 0);
                buffer.position(buffer.position() + 1);
                yield decoded[0];
            }
        };
    }

    private int threeBytes() {
        return header.order() == ByteOrder.BIG_ENDIAN
                ? (buffer.getShort() << 8) | (buffer.get() & 0xFF)
                : (buffer.get() & 0xFF) | (buffer.getShort() << 8);
    }

    private static short rounded(int sample, int bits) {
        return (short) Math.min(Short.MAX_VALUE, (sample >> bits) + (sample >> (bits - 1) & 1));
    }

    /** A number that is none becomes silence: {@code Math.round} makes it 0. */
    private static short scaled(double sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample * 32768)));
    }

    /**
     * Closes the stream.
     *
     * @throws IOException if the stream does not close
     */
    @Override
    public void close() throws IOException {
        in.close();
    }
}
