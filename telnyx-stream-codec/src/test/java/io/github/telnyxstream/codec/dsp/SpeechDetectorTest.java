package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures of {@code docs/hearing.md}, with some room. */
class SpeechDetectorTest {
    private static final int FRAME = 160;
    static final Iterable<String> VOICES = Recordings.VOICES;

    static Stream<Arguments> sounds() {
        return Stream.of(
                sound("coughs", LineSounds::cough),
                sound("breaths", LineSounds::breath),
                sound("clicks", LineSounds::click),
                sound("knocks", LineSounds::knock));
    }

    private static Arguments sound(String name, Function<Random, short[]> sound) {
        return Arguments.of(name, sound);
    }

    @ParameterizedTest
    @MethodSource("sounds")
    void takesAtMostOneInTenForSpeech(String name, Function<Random, short[]> sound) {
        for (double noise : new double[] {-60, -40}) {
            assertThat(Hearing.events(sound, noise).speech())
                    .as("%s, noise %s dBov", name, noise)
                    .isLessThanOrEqualTo(0.1);
        }
    }

    @Test
    void isAskedBecauseVoiceActivityHearsEveryCough() {
        assertThat(Hearing.events(LineSounds::cough, -60).activity()).isEqualTo(1);
    }

    /** Twenty decibels below a caller at −26 dBov. */
    @ParameterizedTest
    @ValueSource(ints = {4, 6, 8, 12})
    void doesNotTakeARoomOfVoicesForTheCaller(int voices) {
        for (int room = 0; room < 3; room++) {
            Random random = new Random(voices + 100L * room);
            Hearing.Heard heard = Hearing.steady(Hearing.babble(voices, -46, random, 40 * 8000));

            assertThat(heard.speech()).as("room %d", room).isLessThanOrEqualTo(0.1);
            assertThat(heard.activity()).isGreaterThan(0.2);
        }
    }

    @Test
    void hearsNoSpeechInWhatALineAndANetworkAdd() {
        int length = 20 * 8000;
        short[] keys =
                DtmfGenerator.of(8000).generate("0123456789ABCD*#", Duration.ofMillis(150), Duration.ofMillis(150));
        for (short[] sound : List.of(
                LineSounds.crackle(new Random(4), -35, length),
                LineSounds.hum(new Random(3), -50, length),
                LineSounds.hum(new Random(3), -25, length),
                Recordings.noise(new Random(5), -35, length),
                Hearing.callProgress(440, 480, 2000, 4000, length),
                Hearing.callProgress(425, 425, 500, 500, length),
                Hearing.callProgress(350, 440, 1000, 0, length),
                Hearing.callProgress(1100, 1100, 500, 3000, length),
                Hearing.callProgress(3200, 3200, 300, 700, length),
                hissing(length),
                keys)) {
            assertThat(Hearing.steady(sound).speech()).isZero();
        }
    }

    /** Half a second of white noise each second, as loud as a caller. */
    private static short[] hissing(int length) {
        short[] noise = Recordings.noise(new Random(6), -26, length);
        for (int i = 0; i < length; i++) {
            noise[i] = i % 8000 < 4000 ? noise[i] : 0;
        }
        return noise;
    }

    @Test
    void hearsNoSpeechInComfortNoiseBehindDigitalSilence() {
        SpeechDetector detector = SpeechDetector.of(8000);
        short[] idleALaw = new short[8000];
        for (int i = 0; i < idleALaw.length; i++) {
            idleALaw[i] = (short) (i % 2 == 0 ? 8 : -8);
        }
        for (int round = 0; round < 10; round++) {
            detector.offer(round % 2 == 0 ? new short[8000] : idleALaw, 0, 8000);
            short[] noise = Recordings.noise(new Random(round), -35, 8000);
            for (int at = 0; at < noise.length; at += FRAME) {
                assertThat(detector.offer(noise, at, FRAME)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, -62", "0, -45", "0, -38", "-12, -62", "8, -50"})
    void hearsEveryWordAndMostWithin40MillisecondsOfActivity(double gain, double noise) {
        List<Integer> delays = Hearing.delays(Hearing.WORDS, gain, noise);

        assertThat(delays).hasSizeGreaterThanOrEqualTo(32).allMatch(delay -> delay < 1000);
        assertThat(delays.get(delays.size() / 2)).as("median").isLessThanOrEqualTo(20);
        assertThat(shareSoon(delays)).as("%s", delays).isGreaterThanOrEqualTo(gain == 0 ? 0.95 : 0.9);
    }

    @Test
    void hearsEverySentenceAndStaysWithIt() {
        List<Integer> delays = Hearing.delays(Recordings.VOICES, 0, -50);

        assertThat(delays).hasSizeGreaterThan(20).allMatch(delay -> delay < 1000);
        assertThat(shareSoon(delays)).as("%s", delays).isGreaterThanOrEqualTo(0.95);
        assertThat(Hearing.heldShare(Recordings.VOICES)).isGreaterThan(0.94);
    }

    private static double shareSoon(List<Integer> delays) {
        return (double) delays.stream().filter(delay -> delay <= 40).count() / delays.size();
    }

    @ParameterizedTest
    @ValueSource(ints = {11025, 16000, 22050, 24000, 44100, 48000})
    void hearsAlikeAtTheRatesOfTheStream(int rateHz) {
        short[] words = resampled(Recordings.speech("words-woman"), rateHz);
        SpeechDetector speech = SpeechDetector.of(rateHz);
        SpeechDetector cough = SpeechDetector.of(rateHz);
        int frame = rateHz / 50;
        int heard = 0;
        boolean before = false;
        speech.offer(new short[rateHz], 0, rateHz);
        for (int at = 0; at + frame <= words.length; at += frame) {
            boolean now = speech.offer(words, at, frame);
            heard += now && !before ? 1 : 0;
            before = now;
        }
        int coughs = 0;
        for (int seed = 0; seed < 20; seed++) {
            short[] sound = resampled(LineSounds.cough(new Random(seed)), rateHz);
            boolean any = false;
            for (int at = 0; at + frame <= sound.length; at += frame) {
                any |= cough.offer(sound, at, frame);
            }
            coughs += any ? 1 : 0;
        }

        assertThat(heard).as("words").isBetween(8, 10);
        assertThat(coughs).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @FieldSource("VOICES")
    void takesAVoiceFarBelowTheCallersForBackground(String voice) {
        short[] speech = Recordings.speech(voice);
        SpeechDetector detector = SpeechDetector.of(8000);
        Levels.amplify(speech, 0, speech.length, 6);
        detector.offer(speech, 0, speech.length);
        detector.offer(new short[8000], 0, 8000);
        Levels.amplify(speech, 0, speech.length, -24);
        int frames = 0;
        for (int at = 0; at + FRAME <= speech.length; at += FRAME) {
            frames += detector.offer(speech, at, FRAME) ? 1 : 0;
        }

        assertThat(frames).isLessThan(speech.length / FRAME / 10);
    }

    @Test
    void hearsACallerWhoIsQuietFromTheStart() {
        short[] speech = Recordings.speech("english-woman");
        Levels.amplify(speech, 0, speech.length, -10);
        SpeechDetector detector = SpeechDetector.of(8000);
        int frames = 0;
        for (int at = 0; at + FRAME <= speech.length; at += FRAME) {
            frames += detector.offer(speech, at, FRAME) ? 1 : 0;
        }

        assertThat(frames).isGreaterThan(speech.length / FRAME / 2);
    }

    @Test
    void tellsHowLongTheCallerHasSpokenAndBeenSilent() {
        short[] speech = Recordings.speech("words-man");
        SpeechDetector detector = SpeechDetector.of(8000, Duration.ofMillis(100));
        detector.offer(new short[8000], 0, 8000);
        assertThat(detector.silenceFor()).isEqualTo(Duration.ofSeconds(1));
        int at = 0;
        while (!detector.offer(speech, at, FRAME)) {
            at += FRAME;
        }

        assertThat(detector.isSpeech()).isTrue();
        assertThat(detector.speechFor()).isBetween(Duration.ofMillis(40), Duration.ofMillis(100));
        assertThat(detector.silenceFor()).isZero();
        detector.offer(new short[4000], 0, 4000);
        assertThat(detector.isSpeech()).isFalse();
        assertThat(detector.speechFor()).isZero();
        assertThat(detector.silenceFor()).isBetween(Duration.ofMillis(400), Duration.ofMillis(500));
    }

    @Test
    void decidesAlikeHoweverTheAudioIsCut() {
        short[] speech = Recordings.speech("german-man");
        SpeechDetector whole = SpeechDetector.of(8000);
        SpeechDetector cut = SpeechDetector.of(8000);
        Random random = new Random(3);
        for (int at = 0; at + 1600 <= speech.length; at += 1600) {
            whole.offer(speech, at, 1600);
            for (int done = 0; done < 1600; ) {
                int chunk = Math.min(random.nextInt(400), 1600 - done);
                cut.offer(speech, at + done, chunk);
                done += chunk;
            }
            assertThat(cut.speechFor()).isEqualTo(whole.speechFor());
            assertThat(cut.silenceFor()).isEqualTo(whole.silenceFor());
        }
    }

    @Test
    void isAsNewAfterReset() {
        short[] speech = Recordings.speech("french-woman");
        SpeechDetector used = SpeechDetector.of(8000);
        used.offer(speech, 77, speech.length - 77);
        used.reset();
        SpeechDetector fresh = SpeechDetector.of(8000);

        assertThat(used.isSpeech()).isFalse();
        assertThat(used.silenceFor()).isZero();
        for (int at = 0; at + FRAME <= speech.length; at += FRAME) {
            assertThat(used.offer(speech, at, FRAME)).isEqualTo(fresh.offer(speech, at, FRAME));
        }
    }

    @Test
    void allocatesNothing() {
        SpeechDetector detector = SpeechDetector.of(16000);
        short[] speech = Recordings.speech("spanish-man");

        assertThat(Allocations.bytesOf(() -> detector.offer(speech, 0, speech.length)))
                .isZero();
    }

    @Test
    void rejectsBadArguments() {
        SpeechDetector detector = SpeechDetector.of(8000);

        assertThatThrownBy(() -> SpeechDetector.of(7999)).hasMessageContaining("sampleRateHz is 7999");
        assertThatThrownBy(() -> SpeechDetector.of(48001)).hasMessageContaining("sampleRateHz is 48001");
        assertThatThrownBy(() -> SpeechDetector.of(8000, Duration.ofSeconds(11)))
                .hasMessageContaining("hangover");
        assertThatThrownBy(() -> detector.offer(new short[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static short[] resampled(short[] speech, int rateHz) {
        Resampler resampler = Resampler.of(8000, rateHz);
        short[] out = new short[resampler.maxOutputSamples(speech.length)];
        resampler.process(speech, 0, speech.length, out, 0);
        return out;
    }
}
