package io.github.telnyxstream.examples.agent;

import io.github.telnyxstream.codec.dsp.Levels;
import io.github.telnyxstream.codec.dsp.Resampler;
import java.util.Arrays;

/** What a telephone makes of a voice. */
final class Telephone {
    private static final int RATE_HZ = 8000;
    private static final double LEVEL_DBOV = -24;

    private Telephone() {}

    /** At 8 kHz, as loud as callers are. */
    static short[] narrow(OfflineVoice.Pcm voice) {
        Resampler resampler = Resampler.of(voice.rateHz(), RATE_HZ);
        short[] in = voice.samples();
        short[] out = new short[resampler.maxOutputSamples(in.length) + resampler.maxFlushSamples()];
        int length = resampler.process(in, 0, in.length, out, 0);
        length += resampler.flush(out, length);
        short[] narrow = Arrays.copyOf(out, length);
        Levels.amplify(narrow, 0, length, LEVEL_DBOV - Levels.dbov(narrow, 0, length));
        return narrow;
    }
}
