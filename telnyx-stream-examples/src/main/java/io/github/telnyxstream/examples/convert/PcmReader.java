package io.github.telnyxstream.examples.convert;

import java.io.Closeable;
import java.io.IOException;

/** Gives mono samples from front to back, however long the audio is. One thread at a time. */
interface PcmReader extends Closeable {

    /** What is read, for people: encoding, and what was done to the channels. */
    String label();

    /** Audio rate of the samples. */
    int sampleRateHz();

    /**
     * Reads the next samples.
     *
     * @param pcm where they go, from index 0; at least {@link Conversion#CHUNK_SAMPLES} long
     * @return how many, at least 1; -1 at the end
     */
    int read(short[] pcm) throws IOException;

    @Override
    default void close() throws IOException {
        // most hold nothing
    }
}
