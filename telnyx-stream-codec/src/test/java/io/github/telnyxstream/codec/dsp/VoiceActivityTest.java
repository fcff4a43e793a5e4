package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceActivityTest {
    private static final int FRAME = 160;
    private static final double COMFORT_NOISE_DBOV = -35;
    static final Iterable<String> VOICES = Recordings.VOICES;

    @ParameterizedTest
    @FieldSource("VOICES")
    void hearsSpeechAboveComfortNoiseAndItsEnd(String voice) {
        short[] speech = Recordings.speech(voice);
        int start = 2 * 8000;
        short[] line = Recordings.noise(new Random(11), COMFORT_NOISE_DBOV, start + speech.length + 3 * 8000);
        Recordings.add(speech, line, start);
        VoiceActivity activity = VoiceActivity.of(8000);
        boolean[] heard = new boolean[line.length / FRAME];
        for (int frame = 0; frame < heard.length; frame++) {
            heard[frame] = activity.offer(line, frame * FRAME, FRAME);
        }
        int clear = 0;
        int missed = 0;
        for (int at = 0; at + FRAME <= speech.length; at += FRAME) {
            int frame = (start + at) / FRAME;
            if (Levels.dbov(speech, at, FRAME) > -28) {
                clear++;
                // an onset is known to be one after 60 ms
                missed += heard[frame] || heard[frame + 1] || heard[frame + 2] ? 0 : 1;
            }
        }

        assertThat(Arrays.copyOf(heard, start / FRAME)).as("noise before").containsOnly(false);
        assertThat(clear).isGreaterThan(100);
        assertThat((double) missed / clear)
                .as("loud frames of speech not heard")
                .isLessThan(0.02);
        assertThat(activity.isSpeech()).isFalse();
        assertThat(activity.silenceFor()).isGreaterThan(Duration.ofMillis(2500));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-127, -70, -50, -35, -32, -25, -15})
    void hearsNoSpeechInSteadyNoiseOnceItKnowsTheNoise(double level) {
        VoiceActivity activity = VoiceActivity.of(8000);
        short[] noise = Recordings.noise(new Random(5), level, 60 * 8000);
        int frames = 0;
        for (int at = 0; at < noise.length; at += FRAME) {
            boolean heard = activity.offer(noise, at, FRAME);
            boolean known = level <= -32 || at > 3 * 8000;
            frames += heard && known ? 1 : 0;
        }

        assertThat(frames).isZero();
    }

    @Test
    void followsNoiseThatRises() {
        VoiceActivity activity = VoiceActivity.of(8000);
        activity.offer(Recordings.noise(new Random(1), -60, 40000), 0, 40000);
        activity.offer(Recordings.noise(new Random(2), -35, 40000), 0, 40000);

        assertThat(activity.isSpeech()).isFalse();
        assertThat(activity.offer(Recordings.speech("english-man"), 2400, 8000)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 25, 250})
    void hearsNoSpeechInComfortNoiseBehindDigitalSilence(int silentFrames) {
        VoiceActivity activity = VoiceActivity.of(8000);
        short[] zeros = new short[silentFrames * FRAME];
        short[] idleALaw = new short[silentFrames * FRAME];
        for (int i = 0; i < idleALaw.length; i++) {
            idleALaw[i] = (short) (i % 2 == 0 ? 8 : -8);
        }
        for (int round = 0; round < 10; round++) {
            activity.offer(round % 2 == 0 ? zeros : idleALaw, 0, zeros.length);
            short[] noise = Recordings.noise(new Random(round), COMFORT_NOISE_DBOV, 8000);
            for (int at = 0; at < noise.length; at += FRAME) {
                assertThat(activity.offer(noise, at, FRAME))
                        .as("round %s, sample %s", round, at)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("VOICES")
    void hearsSpeechOnALineThatIsDigitallySilentWhenNobodySpeaks(String voice) {
        short[] speech = Recordings.speech(voice);
        VoiceActivity activity = VoiceActivity.of(8000);
        int clear = 0;
        int missed = 0;
        for (int round = 0; round < 3; round++) {
            activity.offer(new short[8000], 0, 8000);
            int run = 0;
            for (int at = 0; at + FRAME <= speech.length; at += FRAME) {
                boolean heard = activity.offer(speech, at, FRAME);
                run = Levels.dbov(speech, at, FRAME) > -28 ? run + 1 : 0;
                clear += run >= 3 ? 1 : 0;
                missed += run >= 3 && !heard ? 1 : 0;
            }
        }

        assertThat(clear).isGreaterThan(100);
        // without any noise to go by, a word may be known as one some 60 ms later
        assertThat((double) missed / clear)
                .as("loud frames of speech not heard")
                .isLessThan(0.05);
    }

    @Test
    void startsAfterSixtyMillisecondsAndNotAtAClick() {
        VoiceActivity activity = VoiceActivity.of(8000);
        short[] tone = Sine.samples(400, 8000, 8000, 480);
        short[] silence = new short[1600];
        activity.offer(silence, 0, 1600);

        assertThat(activity.offer(tone, 0, 160)).isFalse();
        assertThat(activity.offer(silence, 0, 320)).isFalse();
        assertThat(activity.offer(tone, 0, 320)).isFalse();
        assertThat(activity.offer(tone, 320, 160)).isTrue();
        assertThat(activity.speechFor()).isEqualTo(Duration.ofMillis(60));
        assertThat(activity.silenceFor()).isZero();
    }

    @Test
    void endsWhenTheHangoverIsOver() {
        VoiceActivity activity = VoiceActivity.of(16000, Duration.ofMillis(100));
        activity.offer(Sine.samples(400, 16000, 8000, 4800), 0, 4800);
        short[] silence = new short[320];
        // the high-pass filter lets go of the tone within the first frame of silence
        activity.offer(silence, 0, 320);
        for (int frame = 0; frame < 4; frame++) {
            assertThat(activity.offer(silence, 0, 320)).as("frame %s", frame).isTrue();
        }
        activity.offer(silence, 0, 320);
        activity.offer(silence, 0, 320);

        assertThat(activity.isSpeech()).isFalse();
        assertThat(activity.silenceFor()).isBetween(Duration.ofMillis(120), Duration.ofMillis(140));
        assertThat(activity.speechFor()).isZero();
    }

    @Test
    void decidesAlikeHoweverTheAudioIsCut() {
        short[] speech = Recordings.speech("german-man");
        VoiceActivity whole = VoiceActivity.of(8000);
        VoiceActivity cut = VoiceActivity.of(8000);
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
        VoiceActivity activity = VoiceActivity.of(8000);
        short[] speech = Recordings.speech("french-woman");
        activity.offer(speech, 0, speech.length);
        activity.reset();

        assertThat(activity.isSpeech()).isFalse();
        assertThat(activity.silenceFor()).isZero();
        assertThat(activity.speechFor()).isZero();
    }

    @Test
    void allocatesNothing() {
        VoiceActivity activity = VoiceActivity.of(8000);
        short[] speech = Recordings.speech("spanish-man");

        assertThat(Allocations.bytesOf(() -> activity.offer(speech, 0, speech.length)))
                .isZero();
    }

    @Test
    void rejectsBadArguments() {
        VoiceActivity activity = VoiceActivity.of(8000);

        assertThatThrownBy(() -> VoiceActivity.of(7999)).hasMessageContaining("sampleRateHz is 7999");
        assertThatThrownBy(() -> VoiceActivity.of(8000, Duration.ofSeconds(-1))).hasMessageContaining("hangover");
        assertThatThrownBy(() -> activity.offer(new short[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
