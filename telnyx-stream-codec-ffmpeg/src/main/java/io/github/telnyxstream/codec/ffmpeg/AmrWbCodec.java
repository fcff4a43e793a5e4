package io.github.telnyxstream.codec.ffmpeg;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.Objects;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** AMR-WB on the encoder of VisualOn and the decoder of OpenCORE, the only one in FFmpeg that knows comfort noise. */
final class AmrWbCodec implements AudioCodec {
    private static final MediaFormat FORMAT = MediaFormat.of(Encoding.AMR_WB, 16000);
    private static final int FRAME_SAMPLES = 320;

    /** Type 2 of RFC 4867, 12.65 kbit/s: in every mode set that networks use, and full wideband speech. */
    private static final int MODE = 2;

    private static final int MODE_BITRATE = 12650;

    private final AmrWbFraming framing;
    private final byte[] frame = new byte[AmrWbPayload.MAX_FRAME_BYTES];
    private AmrWbPayload payload = new AmrWbPayload();
    private @Nullable NativeCodec encoder;
    private @Nullable NativeCodec decoder;

    AmrWbCodec(AmrWbFraming framing) {
        this.framing = framing;
    }

    @Override
    public MediaFormat format() {
        return FORMAT;
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int lengthSamples, byte[] bytes, int bytesOffset) {
        Objects.checkFromIndexSize(pcmOffset, lengthSamples, pcm.length);
        if (lengthSamples != FRAME_SAMPLES) {
            throw new IllegalArgumentException("lengthSamples is " + lengthSamples + ", must be " + FRAME_SAMPLES);
        }
        Objects.checkFromIndexSize(bytesOffset, maxEncodedBytes(lengthSamples), bytes.length);
        NativeCodec present = encoder;
        if (present == null) {
            present = NativeCodec.encoder(
                    "libvo_amrwbenc", avutil.AV_SAMPLE_FMT_S16, FORMAT.sampleRateHz(), MODE_BITRATE);
            encoder = present;
        }
        present.sendSamples(pcm, pcmOffset, lengthSamples);
        if (present.receiveBytes(frame, 0) == NativeCodec.NOTHING) {
            throw new CodecException("FFmpeg's AMR-WB encoder kept a frame back");
        }
        return AmrWbPayload.pack(framing, frame, bytes, bytesOffset);
    }

    @Override
    public int decode(byte[] bytes, int bytesOffset, int lengthBytes, short[] pcm, int pcmOffset) {
        Objects.checkFromIndexSize(bytesOffset, lengthBytes, bytes.length);
        int frames = lengthBytes == 0 ? 1 : payload.open(bytes, bytesOffset, lengthBytes);
        Objects.checkFromIndexSize(pcmOffset, frames * FRAME_SAMPLES, pcm.length);
        for (int i = 0; i < frames; i++) {
            int at = pcmOffset + i * FRAME_SAMPLES;
            if (lengthBytes == 0) {
                decodeFrame(AmrWbPayload.LOST, AmrWbPayload.LOST.length, pcm, at);
            } else {
                decodeFrame(frame, payload.frame(i, bytes, bytesOffset, frame), pcm, at);
            }
        }
        return frames * FRAME_SAMPLES;
    }

    private void decodeFrame(byte[] storedFrame, int length, short[] pcm, int pcmOffset) {
        NativeCodec present = decoder;
        if (present == null) {
            present = NativeCodec.decoder("libopencore_amrwb", FORMAT.sampleRateHz());
            decoder = present;
        }
        if (!present.sendBytes(storedFrame, 0, length) || present.receiveSamples(pcm, pcmOffset) != FRAME_SAMPLES) {
            throw new CodecException("an AMR-WB frame of " + length + " bytes cannot be decoded");
        }
    }

    @Override
    public int maxEncodedBytes(int lengthSamples) {
        return AmrWbPayload.bytes(framing, MODE);
    }

    @Override
    public int maxDecodedSamples(int lengthBytes) {
        // every frame has at least the six bits of its head
        return FRAME_SAMPLES * (int) Math.max(1, Math.min(AmrWbPayload.MAX_FRAMES, lengthBytes * 8L / 6));
    }

    @Override
    public void reset() {
        payload = new AmrWbPayload();
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
    }
}
