package io.github.telnyxstream.codec.wav;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a WAV file says before its samples. Immutable.
 *
 * @param encoding how a sample is stored
 * @param channels samples per instant
 * @param sampleRateHz instants per second
 * @param dataBytes bytes of audio that follow, or -1 when the file does not know
 */
record WavHeader(WavEncoding encoding, int channels, int sampleRateHz, long dataBytes) {
    private static final int TAG_EXTENSIBLE = 0xFFFE;
    private static final int FORMAT_BYTES = 16;
    private static final int EXTENSIBLE_BYTES = 40;
    private static final int MAX_CHANNELS = 8;
    private static final int MAX_SAMPLE_RATE_HZ = 768_000;
    private static final long UNKNOWN = 0xFFFF_FFFFL;

    /** Chunks before the audio may hold pictures, but a size that lies must not keep a reader busy for gigabytes. */
    private static final long MAX_BYTES_BEFORE_AUDIO = 64L << 20;

    int bytesPerFrame() {
        return encoding.bytesPerSample() * channels;
    }

    /** Reads up to the first byte of audio. */
    static WavHeader read(InputStream in) throws IOException {
        try {
            String magic = tag(in);
            if (!magic.equals("RIFF") && !magic.equals("RF64")) {
                throw new WavException("not a WAV file: it does not begin with RIFF");
            }
            long riffBytes = number(in);
            if (!tag(in).equals("WAVE")) {
                throw new WavException("not a WAV file: a RIFF file of another kind");
            }
            return readChunks(in, riffBytes);
        } catch (EOFException end) {
            WavException clear = new WavException("WAV file ends before its audio begins");
            clear.initCause(end);
            throw clear;
        }
    }

    private static WavHeader readChunks(InputStream in, long riffBytes) throws IOException {
        ByteBuffer format = null;
        long read = 4;
        while (read <= MAX_BYTES_BEFORE_AUDIO) {
            String name = tag(in);
            long bytes = number(in);
            read += 8;
            if (name.equals("data")) {
                if (format == null) {
                    throw new WavException("WAV file has no format before its audio");
                }
                boolean openEnded = bytes == UNKNOWN || (bytes == 0 && (riffBytes <= read || riffBytes == UNKNOWN));
                return of(format, openEnded ? -1 : bytes);
            }
            long padded = bytes + (bytes & 1);
            read += padded;
            if (read > MAX_BYTES_BEFORE_AUDIO) {
                break;
            }
            if (name.equals("fmt ")) {
                format = format(in, bytes);
                in.skipNBytes(padded - format.limit());
            } else {
                in.skipNBytes(padded);
            }
        }
        throw new WavException("WAV file has more than " + MAX_BYTES_BEFORE_AUDIO + " bytes before its audio");
    }

    private static ByteBuffer format(InputStream in, long bytes) throws IOException {
        if (bytes < FORMAT_BYTES) {
            throw new WavException("WAV format of " + bytes + " bytes: it takes at least " + FORMAT_BYTES);
        }
        return take(in, (int) Math.min(bytes, EXTENSIBLE_BYTES));
    }

    private static WavHeader of(ByteBuffer format, long dataBytes) throws WavException {
        int formatTag = format.getShort(0) & 0xFFFF;
        int channels = format.getShort(2) & 0xFFFF;
        long sampleRateHz = format.getInt(4) & 0xFFFF_FFFFL;
        int bytesPerFrame = format.getShort(12) & 0xFFFF;
        int bits = format.getShort(14) & 0xFFFF;
        if (formatTag == TAG_EXTENSIBLE) {
            if (format.limit() < EXTENSIBLE_BYTES) {
                throw new WavException(
                        "WAV extensible format of " + format.limit() + " bytes: it takes " + EXTENSIBLE_BYTES);
            }
            formatTag = format.getShort(24) & 0xFFFF;
        }
        if (channels == 0 || channels > MAX_CHANNELS) {
            throw new WavException("WAV file says " + channels + " channels; 1 to " + MAX_CHANNELS + " can be read");
        }
        if (sampleRateHz == 0 || sampleRateHz > MAX_SAMPLE_RATE_HZ) {
            throw new WavException("WAV file says " + sampleRateHz + " samples per second");
        }
        WavEncoding encoding = encoding(formatTag, bits);
        if (bytesPerFrame != encoding.bytesPerSample() * channels) {
            throw new WavException(
                    "WAV file says " + bytesPerFrame + " bytes for " + channels + " samples of " + bits + " bits");
        }
        return new WavHeader(encoding, channels, (int) sampleRateHz, dataBytes);
    }

    private static WavEncoding encoding(int formatTag, int bits) throws WavException {
        for (WavEncoding encoding : WavEncoding.values()) {
            if (encoding.formatTag() == formatTag && encoding.bytesPerSample() * 8 == bits) {
                return encoding;
            }
        }
        throw new WavException("WAV file has " + bits + "-bit samples of format " + formatTag
                + "; PCM, floating point, A-law and µ-law can be read");
    }

    private static String tag(InputStream in) throws IOException {
        return new String(take(in, 4).array(), StandardCharsets.ISO_8859_1);
    }

    private static long number(InputStream in) throws IOException {
        return take(in, 4).getInt() & 0xFFFF_FFFFL;
    }

    private static ByteBuffer take(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("end of file");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes of this header, which a writer puts before {@code dataBytes} bytes of audio. */
    byte[] toBytes() {
        boolean pcm = encoding.formatTag() == WavEncoding.PCM_16.formatTag();
        ByteBuffer out = ByteBuffer.allocate(pcm ? 44 : 58).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt((int) (out.capacity() - 8 + dataBytes + (dataBytes & 1)));
        out.put(ascii("WAVEfmt ")).putInt(pcm ? FORMAT_BYTES : FORMAT_BYTES + 2);
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
