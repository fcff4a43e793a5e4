package io.github.telnyxstream.agent.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Resampler;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What audio looks like on OpenAI's wire: G.711 as it is on the call, everything else as 16-bit samples of 24 kHz, the only
 * linear format that the API has.
 */
final class WireAudio {
    static final int LINEAR_HZ = 24_000;

    private WireAudio() {}

    private static boolean isG711(MediaFormat format) {
        return format.encoding() == Encoding.PCMU || format.encoding() == Encoding.PCMA;
    }

    /** Describes a format in the session's settings. */
    static void describe(MediaFormat format, ObjectNode into) {
        switch (format.encoding()) {
            case PCMU -> into.put("type", "audio/pcmu");
            case PCMA -> into.put("type", "audio/pcma");
            default -> into.put("type", "audio/pcm").put("rate", LINEAR_HZ);
        }
    }

    /** The caller's frames, on their way to OpenAI. One thread at a time. */
    static final class Encoder {
        private final MediaFormat format;
        private final @Nullable AudioCodec codec;
        private final @Nullable Resampler resampler;

        Encoder(MediaFormat format) {
            this.format = format;
            this.codec = isG711(format) ? AudioCodec.of(format) : null;
            this.resampler = codec != null || format.sampleRateHz() == LINEAR_HZ
                    ? null
                    : Resampler.of(format.sampleRateHz(), LINEAR_HZ);
        }

        /** G.711 untouched; a frame that was made up is encoded. */
        byte[] encode(MediaFrame frame) {
            short[] pcm = frame.pcm();
            if (codec != null) {
                if (frame.payload().length > 0 && frame.format().equals(format)) {
                    return frame.payload();
                }
                byte[] bytes = new byte[pcm.length];
                int length = codec.encode(pcm, 0, pcm.length, bytes, 0);
                return Arrays.copyOf(bytes, length);
            }
            if (resampler == null) {
                return littleEndian(pcm, pcm.length);
            }
            short[] out = new short[resampler.maxOutputSamples(pcm.length)];
            return littleEndian(out, resampler.process(pcm, 0, pcm.length, out, 0));
        }

        private static byte[] littleEndian(short[] pcm, int samples) {
            byte[] bytes = new byte[samples * 2];
            for (int i = 0; i < samples; i++) {
                bytes[2 * i] = (byte) pcm[i];
                bytes[2 * i + 1] = (byte) (pcm[i] >> 8);
            }
            return bytes;
        }
    }

    /** The audio of one answer, on its way to the call. One thread at a time. */
    static final class Decoder {
        private final @Nullable AudioCodec codec;
        private int half = -1;

        Decoder(MediaFormat outbound) {
            this.codec = isG711(outbound) ? AudioCodec.of(outbound) : null;
        }

        int rateHz() {
            return codec == null ? LINEAR_HZ : 8000;
        }

        /** How long so many bytes sound, in milliseconds; rounded down, since a longer time is refused. */
        long millis(long bytes) {
            return codec == null ? bytes / (LINEAR_HZ / 1000 * 2) : bytes / 8;
        }

        /** Pieces may end inside a sample. */
        short[] decode(byte[] bytes) {
            if (codec != null) {
                short[] pcm = new short[codec.maxDecodedSamples(bytes.length)];
                int samples = codec.decode(bytes, 0, bytes.length, pcm, 0);
                return samples == pcm.length ? pcm : Arrays.copyOf(pcm, samples);
            }
            int count = bytes.length + (half >= 0 ? 1 : 0);
            short[] pcm = new short[count / 2];
            int at = 0;
            for (int i = 0; i < pcm.length; i++) {
                int low = half >= 0 ? half : bytes[at++] & 0xFF;
                half = -1;
                pcm[i] = (short) (low | bytes[at++] << 8);
            }
            if (at < bytes.length) {
                half = bytes[at] & 0xFF;
            }
            return pcm;
        }
    }
}
