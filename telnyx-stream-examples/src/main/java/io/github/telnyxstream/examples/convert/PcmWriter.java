package io.github.telnyxstream.examples.convert;

import java.io.Closeable;
import java.io.IOException;

/** Takes mono samples and puts them into a file. One thread at a time. */
interface PcmWriter extends Closeable {

    /** Audio rate of the samples. */
    int sampleRateHz();

    /** Takes the next samples; the array is the caller's. */
    void write(short[] pcm, int offset, int lengthSamples) throws IOException;

    /** Writes what is held back because an encoding takes whole frames; nothing may be written afterwards. */
    default void finish() throws IOException {
        // most hold nothing back
    }
}
