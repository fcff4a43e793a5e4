package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** Writes a mono WAV file. */
final class WavFile implements PcmWriter {
    private final WavWriter writer;
    private final int sampleRateHz;

    /** Writes into an empty file, which is closed with this. */
    WavFile(SeekableByteChannel channel, WavEncoding encoding, int sampleRateHz) throws IOException {
        this.sampleRateHz = sampleRateHz;
        try {
            this.writer = WavWriter.create(channel, encoding, 1, sampleRateHz);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public void write(short[] pcm, int offset, int lengthSamples) throws IOException {
        writer.write(pcm, offset, lengthSamples);
    }

    @Override
    public void finish() throws IOException {
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
