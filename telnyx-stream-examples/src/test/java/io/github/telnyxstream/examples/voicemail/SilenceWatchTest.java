package io.github.telnyxstream.examples.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.wav.WavReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceWatchTest {
    private static final int FRAME = 160;

    private final SilenceWatch watch = new SilenceWatch();
    private final Random random = new Random(5);

    @ParameterizedTest
    @ValueSource(doubles = {-70, -50, -40, -35, -30})
    void countsNothingButComfortNoiseAsSilence(double levelDb) {
        listen(noise(levelDb, 6000));

        assertThat(watch.silence()).isBetween(Duration.ofMillis(5000), Duration.ofMillis(6000));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-70, -50, -40, -35})
    void hearsSpeechAboveTheNoiseAndTheSilenceAfterIt(double levelDb) throws IOException {
        short[] speech = mixed(caller(), levelDb);
        listen(noise(levelDb, 2000));
        assertThat(longestSilenceWhile(speech)).isLessThan(Duration.ofMillis(1000));

        listen(noise(levelDb, 4000));
        assertThat(watch.silence()).isBetween(Duration.ofMillis(3500), Duration.ofMillis(4400));
    }

    @Test
    void hearsSpeechWithoutAnyNoise() throws IOException {
        assertThat(longestSilenceWhile(caller())).isLessThan(Duration.ofMillis(1000));

        listen(new short[8000 * 3]);
        assertThat(watch.silence()).isBetween(Duration.ofMillis(3000), Duration.ofMillis(3400));
    }

    @Test
    void takesALoudToneForSomebody() {
        short[] tone = new short[8000 * 20];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (8000 * Math.sin(i * 0.3));
        }
        assertThat(longestSilenceWhile(tone)).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void isNotWokenByAClick() {
        listen(noise(-50, 2000));
        short[] click = noise(-50, 20);
        click[80] = 30000;
        watch.listen(click, 8000, 0);

        assertThat(watch.silence()).isGreaterThan(Duration.ofMillis(1900));
    }

    @Test
    void countsLostFramesToo() {
        listen(noise(-50, 1000));
        Duration before = watch.silence();

        watch.listen(noise(-50, 20), 8000, 9);

        assertThat(watch.silence().minus(before)).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void beginsAnewWhenRestarted() {
        listen(noise(-50, 1000));

        watch.restart();

        assertThat(watch.silence()).isZero();
    }

    private void listen(short[] pcm) {
        for (int at = 0; at + FRAME <= pcm.length; at += FRAME) {
            watch.listen(Arrays.copyOfRange(pcm, at, at + FRAME), 8000, 0);
        }
    }

    private Duration longestSilenceWhile(short[] pcm) {
        Duration longest = Duration.ZERO;
        watch.restart();
        for (int at = 0; at + FRAME <= pcm.length; at += FRAME) {
            watch.listen(Arrays.copyOfRange(pcm, at, at + FRAME), 8000, 0);
            longest = watch.silence().compareTo(longest) > 0 ? watch.silence() : longest;
        }
        return longest;
    }

    private short[] noise(double levelDb, int millis) {
        short[] pcm = new short[millis * 8];
        double sigma = 32768 * Math.pow(10, levelDb / 20);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(Math.max(-32768, Math.min(32767, random.nextGaussian() * sigma)));
        }
        return pcm;
    }

    private short[] mixed(short[] speech, double levelDb) {
        short[] noise = noise(levelDb, speech.length / 8 + 1);
        short[] both = new short[speech.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = (short) Math.max(-32768, Math.min(32767, speech[i] + noise[i]));
        }
        return both;
    }

    private static short[] caller() throws IOException {
        String name = "/io/github/telnyxstream/examples/audio/caller.wav";
        try (InputStream in = Objects.requireNonNull(SilenceWatchTest.class.getResourceAsStream(name));
                WavReader wav = WavReader.open(in)) {
            short[] pcm = new short[(int) wav.lengthFrames()];
            int length = 0;
            while (length < pcm.length) {
                length += wav.readMono(pcm, length, pcm.length - length);
            }
            return pcm;
        }
    }
}
