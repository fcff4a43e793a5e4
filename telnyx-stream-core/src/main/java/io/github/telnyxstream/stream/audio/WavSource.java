package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.wav.WavReader;
import java.io.IOException;
import java.nio.file.Path;

/** A WAV file, read as it plays. */
final class WavSource implements AudioSource {
    private final WavReader wav;

    private WavSource(WavReader wav) {
        this.wav = wav;
    }

    static WavSource open(Path file) throws IOException {
        return new WavSource(WavReader.open(file));
    }

    @Override
    public int sampleRateHz() {
        return wav.sampleRateHz();
    }

    @Override
    public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
        return wav.readMono(pcm, offset, lengthSamples);
    }

    @Override
    public void close() throws IOException {
        wav.close();
    }
}
