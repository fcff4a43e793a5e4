package io.github.telnyxstream.codec.wav;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes samples into a WAV file that can be played at any time while it is being written.
 *
 * <p>Every second of audio, and whenever {@link #flush} is called, the audio goes to the file first and its length into the
 * header after it. A program that dies loses at most the last second; the file that is left is valid. (What the operating
 * system has not yet put on the disk can still be lost with the machine.)
 *
 * <p><b>Failure:</b> after an {@link IOException}, a full disk for example, the file is as the last flush left it, with
 * perhaps some bytes after its audio; close the writer. Audio is never lost in silence: {@link #close} throws when it could
 * not be written.
 *
 * <p><b>Threads:</b> one thread at a time; writing blocks as the file does. An interrupt does not stop a writer: its file is
 * written all the same, and the thread is still interrupted afterwards.
 */
public final class WavWriter implements Closeable, Flushable {
    private static final long MAX_DATA_BYTES = 0xFFFF_FFFFL - 64;

    /** Opens a file again, without changing it. */
    @FunctionalInterface
    interface Reopening {
        SeekableByteChannel open() throws IOException;
    }

    private final @Nullable Reopening reopening;
    private SeekableByteChannel channel;
    private final WavEncoding encoding;
    private final int channels;
    private final int sampleRateHz;
    private final AudioCodec codec;
    private final ByteBuffer buffer;
    private final int headerBytes;
    private long dataBytes;
    private boolean closed;

    private WavWriter(
            SeekableByteChannel channel,
            @Nullable Reopening reopening,
            WavEncoding encoding,
            int channels,
            int sampleRateHz)
            throws IOException {
        this.channel = channel;
        this.reopening = reopening;
        this.encoding = encoding;
        this.channels = channels;
        this.sampleRateHz = sampleRateHz;
        this.codec = codec(encoding);
        this.buffer = ByteBuffer.allocate(sampleRateHz * channels * encoding.bytesPerSample());
        byte[] header = header(0).toBytes();
        this.headerBytes = header.length;
        writeAt(0, ByteBuffer.wrap(header));
    }

    private static AudioCodec codec(WavEncoding encoding) {
        return switch (encoding) {
            case PCM_16 -> AudioCodec.of(MediaFormat.l16(8000)); // its rate plays no part in the bytes
            case MU_LAW -> AudioCodec.of(MediaFormat.PCMU);
            case A_LAW -> AudioCodec.of(MediaFormat.PCMA);
            default -> throw new IllegalArgumentException("encoding " + encoding + " can be read but not written");
        };
    }

    /**
     * Creates a file, or empties the one that is there, and writes its header.
     *
     * @param file where
     * @param encoding {@link WavEncoding#PCM_16}, {@link WavEncoding#MU_LAW} or {@link WavEncoding#A_LAW}
     * @param channels 1 to 8
     * @param sampleRateHz audio rate in Hz: 1 to 768000
     * @return a writer
     * @throws IllegalArgumentException if the encoding cannot be written or a number is out of its range; no file is made
     * @throws IOException if the file cannot be written
     */
    public static WavWriter create(Path file, WavEncoding encoding, int channels, int sampleRateHz) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(encoding, "encoding");
        check(encoding, channels, sampleRateHz);
        SeekableByteChannel channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        Path absolute = file.toAbsolutePath();
        return create(
                channel,
                () -> Files.newByteChannel(absolute, StandardOpenOption.WRITE),
                encoding,
                channels,
                sampleRateHz);
    }

    /** Writes into a channel that an interrupt may close, which is opened again then; closed also if this fails. */
    static WavWriter create(
            SeekableByteChannel channel, Reopening reopening, WavEncoding encoding, int channels, int sampleRateHz)
            throws IOException {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(reopening, "reopening");
        Objects.requireNonNull(encoding, "encoding");
        try {
            return new WavWriter(channel, reopening, encoding, channels, sampleRateHz);
        } catch (IOException failure) {
            try {
                channel.close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /**
     * Writes into a channel, from its first byte. A channel of the JDK is closed by an interrupt in the middle of a write,
     * and nobody can open it again here: the writer then throws, and so does its {@link #close}. A file's path is better.
     *
     * @param channel an empty file; closed with the writer, but not when this method fails
     * @param encoding {@link WavEncoding#PCM_16}, {@link WavEncoding#MU_LAW} or {@link WavEncoding#A_LAW}
     * @param channels 1 to 8
     * @param sampleRateHz audio rate in Hz: 1 to 768000
     * @return a writer
     * @throws IllegalArgumentException if the encoding cannot be written or a number is out of its range
     * @throws IOException if the channel cannot be written
     */
    public static WavWriter create(SeekableByteChannel channel, WavEncoding encoding, int channels, int sampleRateHz)
            throws IOException {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(encoding, "encoding");
        check(encoding, channels, sampleRateHz);
        return new WavWriter(channel, null, encoding, channels, sampleRateHz);
    }

    private static void check(WavEncoding encoding, int channels, int sampleRateHz) {
        codec(encoding);
        if (channels < 1 || channels > 8) {
            throw new IllegalArgumentException("channels is " + channels + ", must be 1 to 8");
        }
        if (sampleRateHz < 1 || sampleRateHz > 768_000) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 1 to 768000");
        }
    }

    /**
     * Adds samples.
     *
     * @param pcm samples, the channels interleaved; not kept
     * @param offset index of the first sample
     * @param lengthSamples how many, over all channels: a multiple of the channels
     * @throws IOException if the file cannot be written, or would exceed the 4 GiB that a WAV file can have
     * @throws IllegalArgumentException if the length is not a multiple of the channels
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public void write(short[] pcm, int offset, int lengthSamples) throws IOException {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        if (lengthSamples % channels != 0) {
            throw new IllegalArgumentException(
                    "lengthSamples is " + lengthSamples + ", must be a multiple of " + channels + " channels");
        }
        if (closed) {
            throw new IOException("the WAV file is closed");
        }
        int bytesPerSample = encoding.bytesPerSample();
        if (dataBytes + buffer.position() + (long) lengthSamples * bytesPerSample > MAX_DATA_BYTES) {
            throw new IOException("a WAV file holds at most 4 GiB");
        }
        int next = offset;
        int end = offset + lengthSamples;
        while (next < end) {
            int count = Math.min(end - next, buffer.remaining() / bytesPerSample);
            int bytes = codec.encode(pcm, next, count, buffer.array(), buffer.position());
            buffer.position(buffer.position() + bytes);
            next += count;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    /**
     * Puts what was written into the file and its length into the header.
     *
     * @throws IOException if the file cannot be written
     */
    @Override
    public void flush() throws IOException {
        if (closed) {
            return;
        }
        int added = buffer.position();
        if (added == 0) {
            return;
        }
        writeAt(headerBytes + dataBytes, ByteBuffer.wrap(buffer.array(), 0, added));
        buffer.clear();
        dataBytes += added;
        if ((dataBytes & 1) != 0) {
            writeAt(headerBytes + dataBytes, ByteBuffer.allocate(1)); // RIFF wants chunks of even length
        }
        writeAt(0, ByteBuffer.wrap(header(dataBytes).toBytes()));
    }

    /**
     * How much audio has been given to this writer.
     *
     * @return samples per channel
     */
    public long lengthFrames() {
        return (dataBytes + (closed ? 0 : buffer.position())) / ((long) channels * encoding.bytesPerSample());
    }

    private WavHeader header(long audioBytes) {
        return new WavHeader(encoding, channels, sampleRateHz, audioBytes, ByteOrder.LITTLE_ENDIAN);
    }

    /** An interrupt would close the channel; so it waits until the bytes are written. */
    private void writeAt(long position, ByteBuffer bytes) throws IOException {
        boolean isInterrupted = Thread.interrupted();
        try {
            put(position, bytes.duplicate());
        } catch (ClosedByInterruptException tooLate) {
            isInterrupted = true;
            if (reopening == null) {
                throw tooLate;
            }
            Thread.interrupted();
            channel = reopening.open();
            writeAt(position, bytes);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void put(long position, ByteBuffer bytes) throws IOException {
        channel.position(position);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Flushes and closes the file. The file is closed also if the flush fails. A second call does nothing.
     *
     * @throws IOException if the last audio cannot be written, because somebody else has closed the channel for example
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            flush();
        } catch (IOException lost) {
            try {
                channel.close();
            } catch (IOException second) {
                lost.addSuppressed(second);
            }
            throw lost;
        } finally {
            closed = true;
        }
        channel.close();
    }
}
