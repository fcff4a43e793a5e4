package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of ITU-T Q.24. */
class DtmfDetectorTest {
    private static final Duration MS_40 = Duration.ofMillis(40);
    static final Iterable<String> VOICES = Recordings.VOICES;

    @ParameterizedTest
    @ValueSource(ints = {8000, 11025, 16000, 24000, 48000})
    void hearsEveryKeyOf40MillisecondsAtAnyAlignment(int rate) {
        short[] keys = DtmfGenerator.of(rate).generate("0123456789ABCD*#00", MS_40, MS_40);
        for (int shift = 0; shift < rate / 150; shift += 7) {
            DtmfDetector detector = DtmfDetector.of(rate);
            detector.offer(new short[shift], 0, shift);

            assertThat(detector.offer(keys, 0, keys.length))
                    .as("shift %s", shift)
                    .isEqualTo("0123456789ABCD*#00");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.985, 0.985, 0",
        "1.015, 1.015, 0",
        "0.985, 1.015, 0",
        "1.015, 0.985, 0",
        "1, 1, 6",
        "1, 1, -6",
        "1.015, 1.015, 6",
        "0.985, 0.985, 6",
        "1.015, 1.015, -6",
        "0.985, 0.985, -6",
        "1.015, 0.985, 6",
        "0.985, 1.015, -6",
        "1, 1, 9",
        "1, 1, -9",
        "1.015, 1.015, 9",
        "0.985, 0.985, 9",
        "1.015, 1.015, -9",
        "0.985, 0.985, -9",
        "1.015, 0.985, 9",
        "0.985, 1.015, -9"
    })
    void hearsTonesOffTheirFrequencyAndTwisted(double lowFactor, double highFactor, double twistDecibels) {
        for (double noise : new double[] {-127, -40}) {
            for (int key = 0; key < 16; key++) {
                double low = DtmfGenerator.LOW_HZ[key / 4] * lowFactor;
                double high = DtmfGenerator.HIGH_HZ[key % 4] * highFactor;
                for (int shift = 0; shift < 51; shift += 5) {
                    short[] line = Recordings.noise(new Random(key + shift), noise, 1200);
                    Recordings.add(pair(low, high, twistDecibels, 320), line, 400 + shift);

                    assertThat(DtmfDetector.of(8000).offer(line, 0, line.length))
                            .as("key %s, noise %s dBov, shift %s", key, noise, shift)
                            .isEqualTo(DtmfGenerator.DIGITS.substring(key, key + 1));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {15, -15})
    void ignoresTonesOfWhichOneIsHardlyThere(double twistDecibels) {
        for (int key = 0; key < 16; key++) {
            short[] line = new short[1600];
            short[] tones = pair(DtmfGenerator.LOW_HZ[key / 4], DtmfGenerator.HIGH_HZ[key % 4], twistDecibels, 800);
            Recordings.add(tones, line, 400);

            assertThat(DtmfDetector.of(8000).offer(line, 0, line.length))
                    .as("key %s", key)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.965, 1.035})
    void ignoresTonesThreeAndAHalfPercentOff(double factor) {
        for (int key = 0; key < 16; key++) {
            short[] line = new short[1600];
            Recordings.add(
                    pair(DtmfGenerator.LOW_HZ[key / 4] * factor, DtmfGenerator.HIGH_HZ[key % 4] * factor, 0, 800),
                    line,
                    400);

            assertThat(DtmfDetector.of(8000).offer(line, 0, line.length))
                    .as("key %s", key)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("VOICES")
    void hearsNoKeyInSpeech(String voice) {
        short[] speech = Recordings.speech(voice);
        for (double gain : new double[] {-10, 0, 6}) {
            short[] louder = speech.clone();
            Levels.amplify(louder, 0, louder.length, gain);
            for (int shift = 0; shift < 51; shift += 10) {
                assertThat(DtmfDetector.of(8000).offer(louder, shift, louder.length - shift))
                        .isEmpty();
            }
        }
    }

    @Test
    void hearsNoKeyInNoiseOrASingleTone() {
        short[] noise = Recordings.noise(new Random(3), -20, 80000);
        assertThat(DtmfDetector.of(8000).offer(noise, 0, noise.length)).isEmpty();
        for (int frequency = 300; frequency < 3400; frequency += 20) {
            short[] tone = Sine.samples(frequency, 8000, 8000, 800);
            assertThat(DtmfDetector.of(8000).offer(tone, 0, tone.length)).isEmpty();
        }
    }

    @Test
    void hearsOneKeyInALongToneWithAGapOf10Milliseconds() {
        short[] key = DtmfGenerator.of(8000).generate("5", Duration.ofMillis(300), MS_40);
        for (int gap = 700; gap < 900; gap += 9) {
            short[] line = key.clone();
            java.util.Arrays.fill(line, gap, gap + 80, (short) 0);

            assertThat(DtmfDetector.of(8000).offer(line, 0, line.length))
                    .as("gap at %s", gap)
                    .isEqualTo("5");
        }
    }

    /** As a stream delivers them: frames of 20 ms, in which a key begins anywhere. */
    @ParameterizedTest
    @CsvSource({"40, true", "45, true", "60, true", "19, false", "10, false", "5, false"})
    void hearsTonesOf40MillisecondsAndNoneUnder20WhereverTheyBeginInAFrame(int millis, boolean heard) {
        for (char key : DtmfGenerator.DIGITS.toCharArray()) {
            short[] press =
                    DtmfGenerator.of(8000).generate(String.valueOf(key), Duration.ofMillis(millis), Duration.ZERO);
            for (int shift = 0; shift < 160; shift += 3) {
                short[] line = new short[8 * 160];
                Recordings.add(press, line, 160 + shift);
                DtmfDetector detector = DtmfDetector.of(8000);
                StringBuilder digits = new StringBuilder();
                for (int frame = 0; frame < line.length; frame += 160) {
                    digits.append(detector.offer(line, frame, 160));
                }

                assertThat(digits)
                        .as("key %s of %s ms, %s samples into a frame", key, millis, shift)
                        .hasToString(heard ? String.valueOf(key) : "");
            }
        }
    }

    @Test
    void hearsKeysThroughSpeechPauses() {
        short[] speech = Recordings.speech("english-woman");
        short[] keys = DtmfGenerator.of(8000).generate("42#", Duration.ofMillis(100), Duration.ofMillis(100));
        short[] line = new short[speech.length + keys.length];
        System.arraycopy(speech, 0, line, 0, speech.length);
        System.arraycopy(keys, 0, line, speech.length, keys.length);

        assertThat(DtmfDetector.of(8000).offer(line, 0, line.length)).isEqualTo("42#");
    }

    @Test
    void hearsAlikeHoweverTheAudioIsCut() {
        short[] keys = DtmfGenerator.of(8000).generate("0918273645", MS_40, MS_40);
        DtmfDetector detector = DtmfDetector.of(8000);
        Random random = new Random(4);
        StringBuilder heard = new StringBuilder();
        for (int done = 0; done < keys.length; ) {
            int chunk = Math.min(random.nextInt(90), keys.length - done);
            heard.append(detector.offer(keys, done, chunk));
            done += chunk;
        }

        assertThat(heard).hasToString("0918273645");
    }

    @Test
    void forgetsAHalfHeardKeyOnReset() {
        short[] key = DtmfGenerator.of(8000).generate("7", MS_40, Duration.ZERO);
        DtmfDetector detector = DtmfDetector.of(8000);
        detector.offer(key, 0, 180);
        detector.reset();

        assertThat(detector.offer(key, 180, 140)).isEmpty();
    }

    @Test
    void allocatesNothingWhileNoKeyIsHeard() {
        short[] speech = Recordings.speech("german-man");
        DtmfDetector detector = DtmfDetector.of(8000);

        assertThat(Allocations.bytesOf(() -> detector.offer(speech, 0, speech.length)))
                .isZero();
    }

    @Test
    void rejectsBadArguments() {
        assertThatThrownBy(() -> DtmfDetector.of(4000)).hasMessageContaining("sampleRateHz is 4000");
        assertThatThrownBy(() -> DtmfDetector.of(8000).offer(new short[3], 0, 4))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static short[] pair(double lowHz, double highHz, double twistDecibels, int length) {
        double low = 4000 * Math.pow(10, -Math.max(0, twistDecibels) / 20);
        double high = 4000 * Math.pow(10, Math.min(0, twistDecibels) / 20);
        short[] tones = Sine.samples(lowHz, 8000, low, length);
        Recordings.add(Sine.samples(highHz, 8000, high, length), tones, 0);
        return tones;
    }
}
