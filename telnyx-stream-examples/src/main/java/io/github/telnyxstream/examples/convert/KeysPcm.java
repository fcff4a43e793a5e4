package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.dsp.DtmfGenerator;
import io.github.telnyxstream.codec.dsp.Levels;
import java.time.Duration;

/** Telephone keys pressed one after the other, with 100 ms of silence after each. */
final class KeysPcm implements PcmReader {
    /** What {@link DtmfGenerator} makes: -15.15 and -13.15 dBov together. */
    static final double USUAL_DBOV = 10 * Math.log10(Math.pow(10, -1.515) + Math.pow(10, -1.315));

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final DtmfGenerator generator;
    private final String keys;
    private final Duration press;
    private final double gainDecibels;
    private final int sampleRateHz;
    private int nextKey;
    private short[] current = {};
    private int position;

    KeysPcm(String keys, double levelDbov, Duration press, int sampleRateHz) {
        this.generator = DtmfGenerator.of(sampleRateHz);
        this.keys = keys;
        this.press = press;
        this.gainDecibels = levelDbov - USUAL_DBOV;
        this.sampleRateHz = sampleRateHz;
    }

    @Override
    public String label() {
        return "keys";
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int read(short[] pcm) {
        if (position == current.length) {
            if (nextKey == keys.length()) {
                return -1;
            }
            current = generator.generate(keys.substring(nextKey, nextKey + 1), press, PAUSE);
            Levels.amplify(current, 0, current.length, gainDecibels);
            nextKey++;
            position = 0;
        }
        int count = Math.min(Conversion.CHUNK_SAMPLES, current.length - position);
        System.arraycopy(current, position, pcm, 0, count);
        position += count;
        return count;
    }
}
