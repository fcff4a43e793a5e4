package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavReader;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A WAV file as its header describes it, one channel or the mean of all. */
final class WavPcm implements PcmReader {
    private final WavReader reader;
    private final int sampleRateHz;
    private final @Nullable Integer channel;
    private final Consumer<String> notes;
    private final short[] interleaved;
    private long frames;

    /**
     * Reads what the reader gives and closes it at the end.
     *
     * @param rateHz the rate to believe instead of the header's, or null
     * @param channel 1 for the first (left) channel, or null for the mean of all
     * @param notes takes lines for the user
     */
    WavPcm(WavReader reader, @Nullable Integer rateHz, @Nullable Integer channel, Consumer<String> notes) {
        this.reader = reader;
        this.sampleRateHz = rateHz == null ? reader.sampleRateHz() : rateHz;
        this.channel = channel;
        this.notes = notes;
        this.interleaved = new short[Conversion.CHUNK_SAMPLES * (channel == null ? 0 : reader.channels())];
        if (channel != null && channel > reader.channels()) {
            throw new WrongUsage("--channel " + channel + " of a WAV file that has " + reader.channels());
        }
    }

    @Override
    public String label() {
        String stored = "WAV with " + name(reader.encoding());
        if (reader.channels() == 1) {
            return stored;
        }
        return stored + ", " + (channel == null ? "mean" : "channel " + channel) + " of " + reader.channels()
                + " channels";
    }

    private static String name(WavEncoding encoding) {
        return switch (encoding) {
            case PCM_8 -> "8-bit PCM";
            case PCM_16 -> "L16";
            case PCM_24 -> "24-bit PCM";
            case PCM_32 -> "32-bit PCM";
            case FLOAT_32 -> "32-bit float";
            case FLOAT_64 -> "64-bit float";
            case A_LAW -> "PCMA";
            case MU_LAW -> "PCMU";
        };
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int read(short[] pcm) throws IOException {
        int count = channel == null ? reader.readMono(pcm, 0, Conversion.CHUNK_SAMPLES) : readOne(pcm, channel - 1);
        if (count < 0) {
            noteIfTruncated();
        } else {
            frames += count;
        }
        return count;
    }

    private int readOne(short[] pcm, int index) throws IOException {
        int read = reader.read(interleaved, 0, interleaved.length);
        int channels = reader.channels();
        for (int i = 0; i < read / channels; i++) {
            pcm[i] = interleaved[i * channels + index];
        }
        return read < 0 ? read : read / channels;
    }

    private void noteIfTruncated() {
        long promised = reader.lengthFrames();
        if (promised > frames) {
            notes.accept("the WAV file is truncated or its header lies: it promises " + promised + " samples, " + frames
                    + " are there");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
