package io.github.telnyxstream.codec.wav;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a WAV file says before its samples. Immutable.
 *
 * @param encoding how a sample is stored
 * @param channels samples per instant
 * @param sampleRateHz instants per second
 * @param dataBytes bytes of audio that follow, or -1 when the file does not know
 * @param order order of the bytes of a sample
 */
record WavHeader(WavEncoding encoding, int channels, int sampleRateHz, long dataBytes, ByteOrder order) {
    /** RF64 is EBU Tech 3306, BW64 is ITU-R BS.2088; RIFX is RIFF with all numbers big-endian. */
    private static final Set<String> KINDS = Set.of("RIFF", "RIFX", "RF64", "BW64");

    private static final int KIND_BYTES = 4;
    private static final int MAX_CHANNELS = 8;
    private static final int MAX_SAMPLE_RATE_HZ = 768_000;
    private static final long UNKNOWN = 0xFFFF_FFFFL;

    /** The sizes that do not fit into four bytes: that of the file, of the audio, and others (EBU Tech 3306, 3.5). */
    private static final int LONG_SIZES_BYTES = 28;

    private static final int LONG_DATA_AT = 8;

    /** Chunks before the audio may hold pictures, but a size that lies must not keep a reader busy for gigabytes. */
    private static final long MAX_BYTES_BEFORE_AUDIO = 64L << 20;

    int bytesPerFrame() {
        return encoding.bytesPerSample() * channels;
    }

    /** Reads up to the first byte of audio. */
    static WavHeader read(InputStream in) throws IOException {
        try {
            byte[] start = in.readNBytes(KIND_BYTES);
            if (start.length < KIND_BYTES) {
                throw new EOFException("end of file");
            }
            String kind = RiffInput.text(start);
            if (!KINDS.contains(kind)) {
                throw new WavException("not a WAV file: it does not begin with RIFF");
            }
            ByteOrder order = kind.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            RiffInput riff = new RiffInput(in, order, KIND_BYTES);
            long riffBytes = riff.number();
            if (!riff.name().equals("WAVE")) {
                throw new WavException("not a WAV file: a RIFF file of another kind");
            }
            return readChunks(riff, riffBytes);
        } catch (EOFException end) {
            WavException clear = new WavException("WAV file ends before its audio begins");
            clear.initCause(end);
            throw clear;
        }
    }

    private static WavHeader readChunks(RiffInput in, long riffBytes) throws IOException {
        WavFormat format = null;
        long longDataBytes = -1;
        while (in.position() <= MAX_BYTES_BEFORE_AUDIO) {
            String name = in.name();
            long bytes = in.number();
            if (name.equals("data")) {
                boolean isFileKnown = riffBytes > in.position() - 8 && riffBytes != UNKNOWN;
                boolean isOpenEnded = bytes == 0 && !isFileKnown;
                return of(format, bytes == UNKNOWN || isOpenEnded ? longDataBytes : bytes, in.order());
            }
            if (in.position() + bytes > MAX_BYTES_BEFORE_AUDIO) {
                break;
            }
            ByteBuffer content = in.content(bytes, WavFormat.EXTENSIBLE_BYTES);
            if (name.equals("fmt ")) {
                format = format(content);
            } else if (name.equals("ds64") && content.limit() >= LONG_SIZES_BYTES) {
                longDataBytes = longDataBytes(content.getLong(LONG_DATA_AT));
            }
        }
        throw new WavException("WAV file has more than " + MAX_BYTES_BEFORE_AUDIO + " bytes before its audio");
    }

    private static WavFormat format(ByteBuffer content) throws WavException {
        if (content.limit() < WavFormat.LEAST_BYTES) {
            throw new WavException(
                    "WAV format of " + content.limit() + " bytes: it takes at least " + WavFormat.LEAST_BYTES);
        }
        return WavFormat.of(content);
    }

    /** A recorder that died has not filled it in. */
    private static long longDataBytes(long stated) {
        return stated <= 0 ? -1 : stated;
    }

    private static WavHeader of(@Nullable WavFormat format, long dataBytes, ByteOrder order) throws WavException {
        if (format == null) {
            throw new WavException("WAV file has no format before its audio");
        }
        WavEncoding encoding = format.encoding();
        int channels = format.channels(encoding);
        if (channels == 0 || channels > MAX_CHANNELS) {
            throw new WavException("WAV file says " + channels + " channels; 1 to " + MAX_CHANNELS + " can be read");
        }
        long sampleRateHz = format.sampleRateHz(encoding.bytesPerSample() * channels);
        if (sampleRateHz == 0 || sampleRateHz > MAX_SAMPLE_RATE_HZ) {
            throw new WavException("WAV file says " + sampleRateHz + " samples per second");
        }
        return new WavHeader(encoding, channels, (int) sampleRateHz, dataBytes, order);
    }

    /** The bytes of this header, which a writer puts before {@code dataBytes} bytes of audio. */
    byte[] toBytes() {
        boolean pcm = encoding.formatTag() == WavEncoding.PCM_16.formatTag();
        ByteBuffer out = ByteBuffer.allocate(pcm ? 44 : 58).order(order);
        out.put(ascii("RIFF")).putInt((int) (out.capacity() - 8 + dataBytes + (dataBytes & 1)));
        out.put(ascii("WAVEfmt ")).putInt(pcm ? WavFormat.PCM_BYTES : WavFormat.PCM_BYTES + 2);
        out.putShort((short) encoding.formatTag()).putShort((short) channels);
        out.putInt(sampleRateHz).putInt(sampleRateHz * bytesPerFrame());
        out.putShort((short) bytesPerFrame()).putShort((short) (encoding.bytesPerSample() * 8));
        if (!pcm) {
            // what is not PCM carries an (empty) extension and the number of its instants
            out.putShort((short) 0);
            out.put(ascii("fact")).putInt(4).putInt((int) (dataBytes / bytesPerFrame()));
        }
        out.put(ascii("data")).putInt((int) dataBytes);
        return out.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
