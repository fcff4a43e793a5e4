package io.github.telnyxstream.testkit.simulator.media;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * MP3 as telephone audio: decoded and encoded by the module {@code telnyx-stream-codec-ffmpeg} where that is on the path, else
 * silence of the right length in either direction.
 */
public final class Mp3Audio {
    private static final int PHONE_HZ = 8000;
    /** Layer III, MPEG 2.5 at 8 kHz and 8 kbit/s: 72 bytes and 576 samples a frame; zeros are silence. */
    private static final int FRAME_SAMPLES = 576;

    private static final int FRAME_BYTES = 72;
    private static final byte[] HEADER = {(byte) 0xFF, (byte) 0xE3, 0x18, (byte) 0xC0};

    private Mp3Audio() {}

    /**
     * Whether there is a codec.
     *
     * @return false where MP3 is silence
     */
    public static boolean isHeard() {
        return codec() != null;
    }

    private static @Nullable AudioCodec codec() {
        try {
            return AudioCodec.of(MediaFormat.of(Encoding.MP3, PHONE_HZ));
        } catch (CodecException | IllegalArgumentException missing) {
            return null;
        }
    }

    /**
     * What a file sounds like.
     *
     * @param file a whole MP3 file
     * @return 8 kHz samples; empty when there is no MP3 in it
     */
    public static short[] decode(byte[] file) {
        double seconds = Mp3Length.seconds(file);
        AudioCodec codec = seconds == 0 ? null : codec();
        if (codec == null) {
            return new short[(int) (seconds * PHONE_HZ)];
        }
        short[] room = new short[codec.maxDecodedSamples(file.length)];
        return Arrays.copyOf(room, codec.decode(file, 0, file.length, room, 0));
    }

    /**
     * A file.
     *
     * @param pcm 8 kHz mono samples
     * @return a whole MP3 file, some milliseconds longer
     */
    public static byte[] encode(short[] pcm) {
        AudioCodec codec = codec();
        if (codec != null) {
            byte[] room = new byte[codec.maxEncodedBytes(pcm.length)];
            return Arrays.copyOf(room, codec.encode(pcm, 0, pcm.length, room, 0));
        }
        ByteArrayOutputStream silence = new ByteArrayOutputStream();
        for (int done = 0; done < pcm.length; done += FRAME_SAMPLES) {
            silence.writeBytes(Arrays.copyOf(HEADER, FRAME_BYTES));
        }
        return silence.toByteArray();
    }
}
