package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.dsp.Resampler;
import io.github.telnyxstream.codec.wav.WavReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteOrderDetectorTest {
    private static final int HALF_SECOND = 16_000; // bytes of L16 at 16 kHz

    private static short[] speech() throws IOException {
        try (InputStream in = ByteOrderDetectorTest.class.getResourceAsStream("/speech/message-16k.wav");
                WavReader reader = WavReader.open(Objects.requireNonNull(in))) {
            short[] pcm = new short[(int) reader.lengthFrames()];
            assertThat(reader.read(pcm, 0, pcm.length)).isEqualTo(pcm.length);
            return pcm;
        }
    }

    private static short[] speech(int rateHz) throws IOException {
        short[] at16k = speech();
        Resampler resampler = Resampler.of(16000, rateHz);
        short[] pcm = new short[resampler.maxOutputSamples(at16k.length)];
        return Arrays.copyOf(pcm, resampler.process(at16k, 0, at16k.length, pcm, 0));
    }

    private static byte[] bytes(short[] pcm, ByteOrder order) {
        return bytes(pcm, 16000, order);
    }

    private static byte[] bytes(short[] pcm, int rateHz, ByteOrder order) {
        byte[] bytes = new byte[2 * pcm.length];
        AudioCodec.of(new MediaFormat(Encoding.L16, rateHz, order)).encode(pcm, 0, pcm.length, bytes, 0);
        return bytes;
    }

    private static short[] throughMuLaw(short[] pcm) {
        byte[] bytes = new byte[pcm.length];
        short[] back = new short[pcm.length];
        AudioCodec.of(MediaFormat.PCMU).encode(pcm, 0, pcm.length, bytes, 0);
        AudioCodec.of(MediaFormat.PCMU).decode(bytes, 0, bytes.length, back, 0);
        return back;
    }

    private static boolean isSpeaking(short[] pcm, int from, int blockSamples) {
        long loudBlocks = IntStream.range(0, 25)
                .filter(block -> {
                    double power = 0;
                    for (int i = 0; i < blockSamples; i++) {
                        double sample = pcm[from + block * blockSamples + i];
                        power += sample * sample / blockSamples;
                    }
                    return power > 500 * 500;
                })
                .count();
        return loudBlocks >= 20;
    }

    /** Every half second of the recording is heard by a new detector, in both orders, clean and as a µ-law leg left it. */
    @ParameterizedTest
    @ValueSource(ints = {8000, 16000, 22050, 24000, 48000})
    void isSureWithinHalfASecondOfSpeechAndNeverWrong(int rateHz) throws IOException {
        int blockSamples = rateHz / 50;
        int halfSecond = 25 * blockSamples;
        int spoken = 0;
        for (short[] pcm : new short[][] {speech(rateHz), throughMuLaw(speech(rateHz))}) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                byte[] bytes = bytes(pcm, rateHz, order);
                for (int from = 0; from + halfSecond <= pcm.length; from += blockSamples) {
                    ByteOrderDetector detector = ByteOrderDetector.of(rateHz);
                    detector.offer(bytes, 2 * from, 2 * halfSecond);
                    if (isSpeaking(pcm, from, blockSamples)) {
                        spoken++;
                        assertThat(detector.verdict()).isEqualTo(order);
                    } else {
                        assertThat(Objects.requireNonNullElse(detector.verdict(), order))
                                .isEqualTo(order);
                    }
                }
            }
        }
        assertThat(spoken).isGreaterThan(200);
    }

    @Test
    void isNotSureAboutSilence() {
        byte[] faint = new byte[10 * HALF_SECOND];
        for (int i = 0; i < faint.length; i += 2) {
            faint[i] = (byte) (i % 6 == 0 ? 1 : 0);
        }

        assertThat(verdictOn(new byte[10 * HALF_SECOND])).isNull();
        assertThat(verdictOn(faint)).isNull();
    }

    /** White and coloured, at -35 dBov and at other levels. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9})
    void isNotSureAboutComfortNoise(double colour) {
        for (double rms : new double[] {10, 100, 300, 583}) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                assertThat(verdictOn(bytes(noise(80_000, rms, colour), order))).isNull();
            }
        }
    }

    @Test
    void isNeverWrongAboutLoudNoise() {
        for (double colour : new double[] {0, 0.3, 0.6, 0.9, 0.99}) {
            for (double rms : new double[] {1000, 4000, 12_000, 30_000}) {
                for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                    assertThat(Objects.requireNonNullElse(verdictOn(bytes(noise(80_000, rms, colour), order)), order))
                            .isEqualTo(order);
                }
            }
        }
    }

    /** A high tone of few different samples is rough in its own order, and in the other one smooth by chance. */
    @ParameterizedTest
    @ValueSource(ints = {8000, 16000, 24000})
    void isNeverWrongAboutTones(int rateHz) {
        short[] pcm = new short[rateHz / 2];
        int sure = 0;
        for (int hz = 100; hz < rateHz / 2; hz += 50) {
            for (double peak : new double[] {1000, 1855, 3444, 6392, 11_865, 22_021, 30_000}) {
                for (int i = 0; i < pcm.length; i++) {
                    pcm[i] = (short) Math.round(peak * Math.sin(2 * Math.PI * hz * i / rateHz));
                }
                for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                    ByteOrderDetector detector = ByteOrderDetector.of(rateHz);
                    detector.offer(bytes(pcm, rateHz, order), 0, 2 * pcm.length);
                    assertThat(Objects.requireNonNullElse(detector.verdict(), order))
                            .as("%s Hz, peak %s", hz, peak)
                            .isEqualTo(order);
                    sure += detector.isSure() ? 1 : 0;
                }
            }
        }
        assertThat(sure).isPositive();
    }

    private static @Nullable ByteOrder verdictOn(byte[] bytes) {
        ByteOrderDetector detector = ByteOrderDetector.of(16000);
        detector.offer(bytes, 0, bytes.length);
        assertThat(detector.isSure()).isEqualTo(detector.verdict() != null);
        return detector.verdict();
    }

    /** Gaussian noise through one pole: the nearer to 1, the duller. */
    private static short[] noise(int length, double rms, double pole) {
        Random random = new Random(11);
        short[] pcm = new short[length];
        double last = 0;
        for (int i = 0; i < length; i++) {
            last = pole * last + Math.sqrt(1 - pole * pole) * random.nextGaussian();
            pcm[i] = (short) Math.max(-32768, Math.min(32767, Math.round(rms * last)));
        }
        return pcm;
    }

    @Test
    void takesChunksThatCutSamplesInTwo() throws IOException {
        byte[] bytes = bytes(Arrays.copyOfRange(speech(), 4000, 20_000), ByteOrder.BIG_ENDIAN);
        ByteOrderDetector detector = ByteOrderDetector.of(16000);

        for (int next = 0; next + 37 < bytes.length; next += 37) {
            detector.offer(bytes, next, 37);
        }

        assertThat(detector.verdict()).isEqualTo(ByteOrder.BIG_ENDIAN);
    }

    @Test
    void staysWithItsVerdictUntilReset() throws IOException {
        ByteOrderDetector detector = ByteOrderDetector.of(16000);
        byte[] big = bytes(speech(), ByteOrder.BIG_ENDIAN);
        byte[] little = bytes(speech(), ByteOrder.LITTLE_ENDIAN);

        detector.offer(big, 0, big.length);
        detector.offer(little, 0, little.length);
        assertThat(detector.verdict()).isEqualTo(ByteOrder.BIG_ENDIAN);

        detector.reset();
        assertThat(detector.isSure()).isFalse();
        detector.offer(little, 0, little.length);
        assertThat(detector.verdict()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void refusesRatesAndRangesThatCannotBe() {
        assertThatThrownBy(() -> ByteOrderDetector.of(4000)).hasMessageContaining("4000");
        assertThatThrownBy(() -> ByteOrderDetector.of(8000).offer(new byte[3], 2, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
