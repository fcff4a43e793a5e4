package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.opus.OpusFileReader;
import io.github.telnyxstream.codec.opus.OpusFileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opus in Ogg files. What such a file counts, it counts at 48 kHz. */
final class OpusFile {
    private static final int CLOCK_HZ = 48000;

    private OpusFile() {}

    /**
     * A reader at the first sample, which closes the stream at the end.
     *
     * @param rateHz the rate to decode at, or null for the one that was encoded
     * @param notes takes lines for the user
     */
    static PcmReader reader(InputStream in, @Nullable Integer rateHz, Consumer<String> notes) throws IOException {
        OpusFileReader file = OpusFileReader.open(in);
        AudioCodec codec = AudioCodec.of(MediaFormat.of(Encoding.OPUS, CLOCK_HZ));
        PcmReader fullband = new PacketPcm(codec, new Source(file), OpusFileReader.MAX_PACKET_BYTES, notes);
        int wantedHz = rateHz == null ? rateHz(file.sampleRateHz()) : requireRate(rateHz);
        return wantedHz == CLOCK_HZ ? fullband : new ResampledPcm(fullband, wantedHz);
    }

    /** The rate of Opus that loses nothing of audio at a rate; the highest if that is not known. */
    static int rateHz(int audioHz) {
        for (int rateHz : new int[] {8000, 12000, 16000, 24000}) {
            if (audioHz > 0 && audioHz <= rateHz) {
                return rateHz;
            }
        }
        return CLOCK_HZ;
    }

    private static int requireRate(int rateHz) {
        if (rateHz(rateHz) != rateHz) {
            throw new WrongUsage(rateHz + " Hz is not a rate of OPUS");
        }
        return rateHz;
    }

    /** Writes into an empty file, which is closed with this; the codec is this object's own. */
    static PcmWriter writer(OutputStream out, AudioCodec codec) throws IOException {
        int rateHz = codec.format().sampleRateHz();
        OpusFileWriter file = OpusFileWriter.create(out, rateHz, OpusFileWriter.ENCODER_DELAY_SAMPLES);
        int delaySamples = OpusFileWriter.ENCODER_DELAY_SAMPLES * rateHz / CLOCK_HZ;
        return new PacketFile(codec, new Target(file, CLOCK_HZ / rateHz), delaySamples);
    }

    private record Source(OpusFileReader file) implements PacketPcm.Packets {
        @Override
        public int read(byte[] packet) throws IOException {
            return file.read(packet, 0);
        }

        @Override
        public boolean next() throws IOException {
            return file.nextLink();
        }

        @Override
        public int skipSamples() {
            return file.preSkipSamples();
        }

        @Override
        public long endSamples() {
            return file.lengthSamples() < 0 ? Long.MAX_VALUE : skipSamples() + file.lengthSamples();
        }

        @Override
        public double gainDecibels() {
            return Math.max(-120, Math.min(60, file.gainDecibels())); // what Levels can do, and nobody hears more
        }

        @Override
        public boolean isTruncated() {
            return file.isTruncated();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record Target(OpusFileWriter file, int clockTicksPerSample) implements PacketFile.Packets {
        @Override
        public void write(byte[] packet, int lengthBytes) throws IOException {
            file.write(packet, 0, lengthBytes);
        }

        @Override
        public void finish(long samples) throws IOException {
            file.finish(samples * clockTicksPerSample);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
