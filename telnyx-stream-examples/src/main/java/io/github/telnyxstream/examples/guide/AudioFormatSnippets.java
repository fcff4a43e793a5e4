package io.github.telnyxstream.examples.guide;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Resampler;
import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** The page on audio formats: from samples to payloads and back, without any call. */
final class AudioFormatSnippets {
    private AudioFormatSnippets() {}

    static byte[] encode(short[] pcm) {
        AudioCodec codec = AudioCodec.of(MediaFormat.PCMU); // one per stream and direction: some have a memory
        byte[] payload = new byte[codec.maxEncodedBytes(pcm.length)];
        int length = codec.encode(pcm, 0, pcm.length, payload, 0);
        return Arrays.copyOf(payload, length);
    }

    static short[] decode(byte[] payload) {
        AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
        short[] pcm = new short[codec.maxDecodedSamples(payload.length)];
        int samples = codec.decode(payload, 0, payload.length, pcm, 0);
        return Arrays.copyOf(pcm, samples);
    }

    static void save(short[] pcm, int sampleRateHz, Path file) throws IOException {
        try (WavWriter wav = WavWriter.create(file, WavEncoding.PCM_16, 1, sampleRateHz)) {
            wav.write(pcm, 0, pcm.length);
        }
    }

    static short[] tone() {
        return ToneGenerator.of(440, 8000, -10).beep(Duration.ofSeconds(1));
    }

    static short[] resample(short[] pcm, int fromHz, int toHz) {
        Resampler resampler = Resampler.of(fromHz, toHz); // has a memory too: one per stream
        short[] out = new short[resampler.maxOutputSamples(pcm.length) + resampler.maxFlushSamples()];
        int samples = resampler.process(pcm, 0, pcm.length, out, 0);
        samples += resampler.flush(out, samples);
        return Arrays.copyOf(out, samples);
    }
}
