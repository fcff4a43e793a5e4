package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoDetectorTest {
    private static final int FRAME = 160;
    private static final double LINE_NOISE_DBOV = -66;
    static final Iterable<String> VOICES = Recordings.VOICES;

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-10, 1",
        "-20, 7",
        "-30, 160",
        "0, 1000",
        "-10, 1333",
        "-20, 2401",
        "-30, 3200",
        "0, 3999",
        "-30, 3999"
    })
    void knowsOurOwnVoiceAtEveryDelayAndLevel(double gain, int delay) {
        for (String voice : VOICES) {
            short[] spoken = Recordings.speech(voice);
            short[] heard = overTheLine(spoken, delay, gain, noEcho(spoken.length));
            Count count = new Count();
            EchoDetector detector = EchoDetector.of(8000);
            for (int at = 0; at + FRAME <= spoken.length; at += FRAME) {
                detector.sent(at, spoken, at, FRAME);
                boolean echo = detector.offer(at, heard, at, FRAME);
                count.add(Levels.dbov(heard, at, FRAME) > LINE_NOISE_DBOV + 12, echo);
            }

            assertThat(count.share()).as(voice).isGreaterThan(0.9);
            assertThat(count.beforeFirst)
                    .as("loud frames before %s is known", voice)
                    .isLessThan(15);
            assertThat(detector.delay().toNanos() * 8 / 1e6).as(voice).isBetween(delay - 8.0, delay + 24.0);
        }
    }

    @Test
    void hearsACallerWhoSpeaksWhileWeSpeak() {
        Count caller = new Count();
        for (String voice : VOICES) {
            for (String other : VOICES) {
                if (voice.equals(other)) {
                    continue;
                }
                short[] spoken = Recordings.speech(voice);
                short[] heard = Recordings.speech(other);
                EchoDetector detector = EchoDetector.of(8000);
                for (int at = 0; at + FRAME <= Math.min(spoken.length, heard.length); at += FRAME) {
                    detector.sent(at, spoken, at, FRAME);
                    caller.add(Levels.dbov(heard, at, FRAME) > -40, detector.offer(at, heard, at, FRAME));
                }
            }
        }

        assertThat(caller.all).isGreaterThan(5000);
        assertThat(caller.share()).isLessThan(0.002);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -10, -20})
    void hearsACallerThroughAnEcho(double gain) {
        Count callerLouder = new Count();
        Count callerAlone = new Count();
        Count echoAlone = new Count();
        for (String voice : VOICES) {
            short[] spoken = Recordings.speech(voice);
            short[] caller =
                    later(Recordings.speech(voice.equals("german-man") ? "french-woman" : "german-man"), spoken);
            short[] echo = echoOf(spoken, 1900, gain);
            short[] heard = overTheLine(spoken, 1900, gain, caller);
            EchoDetector detector = EchoDetector.of(8000);
            for (int at = 0; at + FRAME <= spoken.length; at += FRAME) {
                detector.sent(at, spoken, at, FRAME);
                boolean found = detector.offer(at, heard, at, FRAME);
                double echoLevel = Levels.dbov(echo, at, FRAME);
                double callerLevel = Levels.dbov(caller, at, FRAME);
                callerLouder.add(callerLevel > -40 && callerLevel > echoLevel && callerLevel < echoLevel + 12, found);
                callerAlone.add(callerLevel > -40 && callerLevel > echoLevel + 12, found);
                echoAlone.add(echoLevel > -50 && echoLevel > callerLevel + 15, found);
            }
        }

        assertThat(callerLouder.all).isGreaterThan(90);
        assertThat(callerLouder.share()).isLessThan(0.15);
        assertThat(callerAlone.share()).isLessThan(0.005);
        assertThat(echoAlone.share()).isGreaterThan(0.9);
    }

    @Test
    void knowsAnEchoAtOnceAfterAPause() {
        short[] spoken = Recordings.speech("english-woman");
        EchoDetector detector = EchoDetector.of(8000);
        echoFrames(detector, 0, spoken, overTheLine(spoken, 800, -12, noEcho(spoken.length)));
        long resumed = spoken.length / FRAME * FRAME + 30L * 8000;
        short[] other = Recordings.speech("spanish-man");
        Count again = echoFrames(detector, resumed, other, overTheLine(other, 800, -12, noEcho(other.length)));

        assertThat(again.beforeFirst).isLessThan(3);
        assertThat(again.share()).isGreaterThan(0.9);
    }

    @Test
    void findsADelayThatChanges() {
        short[] spoken = Recordings.speech("english-man");
        EchoDetector detector = EchoDetector.of(8000);
        echoFrames(detector, 0, spoken, overTheLine(spoken, 800, -12, noEcho(spoken.length)));
        long position = spoken.length / FRAME * FRAME;
        Count moved = echoFrames(detector, position, spoken, overTheLine(spoken, 2480, -12, noEcho(spoken.length)));

        assertThat(moved.beforeFirst).isLessThan(20);
        assertThat(moved.share()).isGreaterThan(0.9);
        assertThat(detector.delay()).isBetween(Duration.ofMillis(308), Duration.ofMillis(314));
    }

    @ParameterizedTest
    @ValueSource(ints = {11025, 16000, 22050, 24000, 48000})
    void worksAtTheRatesOfTheStream(int rateHz) {
        short[] spoken = resampled(Recordings.speech("french-woman"), rateHz);
        int frame = rateHz / 50;
        int delay = rateHz / 4;
        short[] heard = new short[spoken.length];
        for (int i = delay; i < heard.length; i++) {
            heard[i] = (short) (spoken[i - delay] / 4);
        }
        EchoDetector detector = EchoDetector.of(rateHz);
        Count count = new Count();
        for (int at = 0; at + frame <= spoken.length; at += frame) {
            detector.sent(at, spoken, at, frame);
            boolean echo = detector.offer(at, heard, at, frame);
            count.add(Levels.dbov(heard, at, frame) > -50, echo);
        }

        assertThat(count.share()).isGreaterThan(0.95);
        assertThat(detector.delay()).isBetween(Duration.ofMillis(248), Duration.ofMillis(252));
    }

    @ParameterizedTest
    @FieldSource("VOICES")
    void knowsAnEchoWhenFramesAreLost(String voice) {
        short[] spoken = Recordings.speech(voice);
        short[] heard = overTheLine(spoken, 1000, -6, noEcho(spoken.length));
        EchoDetector detector = EchoDetector.of(8000);
        Random random = new Random(4);
        Count count = new Count();
        for (int at = 0; at + FRAME <= spoken.length; at += FRAME) {
            detector.sent(at, spoken, at, FRAME);
            if (random.nextInt(10) > 0) {
                boolean echo = detector.offer(at, heard, at, FRAME);
                count.add(Levels.dbov(heard, at, FRAME) > LINE_NOISE_DBOV + 12, echo);
            }
        }

        assertThat(count.share()).isGreaterThan(0.85);
    }

    @Test
    void callsNeitherSilenceNorNoiseAnEcho() {
        short[] spoken = Recordings.speech("english-man");
        short[] noise = Recordings.noise(new Random(3), -35, spoken.length);
        EchoDetector quiet = EchoDetector.of(8000);
        EchoDetector noisy = EchoDetector.of(8000);
        EchoDetector unsent = EchoDetector.of(8000);
        for (int at = 0; at + FRAME <= spoken.length; at += FRAME) {
            quiet.sent(at, spoken, at, FRAME);
            noisy.sent(at, spoken, at, FRAME);
            assertThat(quiet.offer(at, new short[FRAME], 0, FRAME)).isFalse();
            assertThat(noisy.offer(at, noise, at, FRAME)).isFalse();
            assertThat(unsent.offer(at, spoken, at, FRAME)).isFalse();
        }

        assertThat(quiet.share()).isZero();
        assertThat(unsent.delay()).isNull();
    }

    @Test
    void decidesAlikeHoweverTheAudioIsCut() {
        short[] spoken = Recordings.speech("german-man");
        short[] heard = overTheLine(spoken, 640, -10, noEcho(spoken.length));
        EchoDetector whole = EchoDetector.of(8000);
        EchoDetector cut = EchoDetector.of(8000);
        Random random = new Random(3);
        for (int at = 0; at + 1600 <= spoken.length; at += 1600) {
            whole.sent(at, spoken, at, 1600);
            cut.sent(at, spoken, at, 700);
            cut.sent(at + 700, spoken, at + 700, 900);
            whole.offer(at, heard, at, 1600);
            for (int done = 0; done < 1600; ) {
                int chunk = Math.min(random.nextInt(400), 1600 - done);
                cut.offer(at + done, heard, at + done, chunk);
                done += chunk;
            }
            assertThat(cut.share()).isEqualTo(whole.share());
        }
        assertThat(whole.delay()).isNotNull();
    }

    @Test
    void takesAudioOnceWhateverIsRepeated() {
        short[] spoken = Recordings.speech("german-man");
        short[] heard = overTheLine(spoken, 640, -10, noEcho(spoken.length));
        EchoDetector detector = EchoDetector.of(8000);
        Count count = new Count();
        for (int at = 0; at + FRAME <= spoken.length; at += FRAME) {
            detector.sent(at, spoken, at, FRAME);
            detector.sent(at, new short[FRAME], 0, FRAME);
            boolean echo = detector.offer(at, heard, at, FRAME);
            assertThat(detector.offer(Math.max(0, at - FRAME), new short[FRAME], 0, FRAME))
                    .isEqualTo(echo);
            count.add(Levels.dbov(heard, at, FRAME) > LINE_NOISE_DBOV + 12, echo);
        }

        assertThat(count.share()).isGreaterThan(0.9);
    }

    @Test
    void isAsNewAfterReset() {
        short[] spoken = Recordings.speech("english-man");
        short[] heard = overTheLine(spoken, 800, -12, noEcho(spoken.length));
        EchoDetector detector = EchoDetector.of(8000);
        Count first = echoFrames(detector, 5_000_000, spoken, heard);
        detector.reset();

        assertThat(detector.delay()).isNull();
        assertThat(detector.share()).isZero();
        assertThat(echoFrames(detector, 0, spoken, heard)).isEqualTo(first);
    }

    @Test
    void allocatesNothing() {
        short[] spoken = Recordings.speech("english-man");
        short[] caller = Recordings.speech("spanish-man");
        EchoDetector detector = EchoDetector.of(8000);
        long[] position = new long[1];

        assertThat(Allocations.bytesOf(() -> {
                    for (int at = 0; at + FRAME <= 32000; at += FRAME, position[0] += FRAME) {
                        detector.sent(position[0], spoken, at, FRAME);
                        detector.offer(position[0], at < 16000 ? caller : spoken, at, FRAME);
                    }
                }))
                .isZero();
    }

    @Test
    void rejectsBadArguments() {
        EchoDetector detector = EchoDetector.of(8000);

        assertThatThrownBy(() -> EchoDetector.of(7999)).hasMessageContaining("sampleRateHz is 7999");
        assertThatThrownBy(() -> EchoDetector.of(48001)).hasMessageContaining("sampleRateHz is 48001");
        assertThatThrownBy(() -> detector.sent(-1, new short[10], 0, 10)).hasMessageContaining("position is -1");
        assertThatThrownBy(() -> detector.offer(-1, new short[10], 0, 10)).hasMessageContaining("position is -1");
        assertThatThrownBy(() -> detector.offer(0, new short[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static Count echoFrames(EchoDetector detector, long position, short[] spoken, short[] heard) {
        Count count = new Count();
        for (int at = 0; at + FRAME <= spoken.length; at += FRAME) {
            detector.sent(position + at, spoken, at, FRAME);
            boolean echo = detector.offer(position + at, heard, at, FRAME);
            count.add(Levels.dbov(heard, at, FRAME) > LINE_NOISE_DBOV + 12, echo);
        }
        return count;
    }

    /** What a line makes of our voice and of the caller: both, a little noise, and G.711 twice. */
    private static short[] overTheLine(short[] spoken, int delay, double gain, short[] caller) {
        short[] line = Recordings.noise(new Random(delay), LINE_NOISE_DBOV, spoken.length);
        short[] echo = echoOf(throughG711(spoken), delay, gain);
        Levels.mix(line, 0, echo, 0, line, 0, line.length);
        Levels.mix(line, 0, caller, 0, line, 0, line.length);
        return throughG711(line);
    }

    /** Our voice, later, quieter and coloured: a loudspeaker and a room of some milliseconds. */
    private static short[] echoOf(short[] spoken, int delay, double gain) {
        double[] room = new double[24];
        Random random = new Random(7);
        double power = 0;
        for (int i = 0; i < room.length; i++) {
            room[i] = i == 0 ? 1 : 0.5 * random.nextGaussian() * Math.exp(-i / 6.0);
            power += room[i] * room[i];
        }
        double factor = Math.pow(10, gain / 20) / Math.sqrt(power);
        short[] echo = new short[spoken.length];
        for (int i = delay; i < echo.length; i++) {
            double sum = 0;
            for (int k = 0; k < room.length && k <= i - delay; k++) {
                sum += room[k] * spoken[i - delay - k];
            }
            echo[i] = (short) Math.max(-32768, Math.min(32767, Math.round(sum * factor)));
        }
        return echo;
    }

    private static short[] throughG711(short[] pcm) {
        AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
        byte[] bytes = new byte[pcm.length];
        short[] decoded = new short[pcm.length];
        codec.encode(pcm, 0, pcm.length, bytes, 0);
        codec.decode(bytes, 0, bytes.length, decoded, 0);
        return decoded;
    }

    private static short[] resampled(short[] speech, int rateHz) {
        Resampler resampler = Resampler.of(8000, rateHz);
        short[] out = new short[resampler.maxOutputSamples(speech.length)];
        resampler.process(speech, 0, speech.length, out, 0);
        return out;
    }

    private static short[] noEcho(int length) {
        return new short[length];
    }

    /** A caller who begins to speak three seconds after us. */
    private static short[] later(short[] caller, short[] spoken) {
        short[] later = new short[spoken.length];
        System.arraycopy(caller, 0, later, 24000, Math.min(caller.length, later.length - 24000));
        return later;
    }

    /** Of the frames that count, those that were called an echo. */
    private static final class Count {
        int all;
        int echoes;
        int beforeFirst;

        void add(boolean counts, boolean echo) {
            if (counts) {
                all++;
                echoes += echo ? 1 : 0;
                beforeFirst += echoes == 0 ? 1 : 0;
            }
        }

        double share() {
            return (double) echoes / all;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Count count && count.all == all && count.echoes == echoes;
        }

        @Override
        public int hashCode() {
            return echoes;
        }
    }
}
