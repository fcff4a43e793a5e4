package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.dsp.LossConcealer;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Garbage in: a documented exception or audio comes out. Ten thousand inputs a decoder in every build,
 * a million in the profile {@code long}; {@code -Dfuzz.seed} to see another million.
 */
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 10_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20260101L);

    /** So that a failure can be had again. */
    @RegisterExtension
    static final TestExecutionExceptionHandler SAYS_THE_SEED = (context, failure) -> {
        throw new AssertionError("with -Dfuzz.seed=" + SEED, failure);
    };

    static Stream<MediaFormat> formats() {
        return AllocationTest.formats();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void decodersTakeGarbage(MediaFormat format) {
        Random random = new Random(SEED);
        AudioCodec codec = AudioCodec.of(format);
        byte[] bytes = new byte[700];
        short[] pcm = new short[1400];
        int decoded = 0;
        for (int i = 0; i < INPUTS; i++) {
            random.nextBytes(bytes);
            int offset = random.nextInt(20) - 2;
            int length = random.nextInt(random.nextInt(20) == 0 ? 1400 : 100) - 2;
            int pcmOffset = random.nextInt(1402) - 1;
            if (isDecoded(codec, bytes, offset, length, pcm, pcmOffset)) {
                decoded++;
            }
        }
        assertThat(decoded).isBetween(INPUTS / 4, INPUTS);
    }

    private static boolean isDecoded(AudioCodec codec, byte[] bytes, int offset, int length, short[] pcm, int at) {
        boolean fits = offset >= 0 && length >= 0 && offset + length <= bytes.length && at >= 0;
        try {
            int samples = codec.decode(bytes, offset, length, pcm, at);
            assertThat(fits).isTrue();
            assertThat(samples).isBetween(0, codec.maxDecodedSamples(length));
            assertThat(at + samples).isLessThanOrEqualTo(pcm.length);
            return true;
        } catch (IndexOutOfBoundsException outside) {
            assertThat(fits && at + codec.maxDecodedSamples(length) <= pcm.length)
                    .as("the ranges fit: %s", outside.getMessage())
                    .isFalse();
        } catch (CodecException notAudio) {
            assertThat(codec.format().encoding()).isEqualTo(Encoding.L16);
            assertThat(length % 2).isEqualTo(1);
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("formats")
    void encodersTakeAnySamples(MediaFormat format) {
        Random random = new Random(SEED);
        AudioCodec codec = AudioCodec.of(format);
        short[] pcm = new short[200];
        byte[] bytes = new byte[400];
        short[] back = new short[200];
        for (int i = 0; i < INPUTS; i++) {
            int kind = random.nextInt(3);
            for (int k = 0; k < pcm.length; k++) {
                pcm[k] = (short) (kind == 0 ? random.nextInt() : kind == 1 ? (k & 1) * 65535 - 32768 : 32767);
            }
            int length = 2 * random.nextInt(101);
            int written = codec.encode(pcm, 0, length, bytes, 0);
            assertThat(written).isLessThanOrEqualTo(codec.maxEncodedBytes(length));
            assertThat(codec.decode(bytes, 0, written, back, 0)).isEqualTo(length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wavReaderTakesGarbageAndHeadersThatLie(WavEncoding encoding) throws IOException {
        Random random = new Random(SEED);
        byte[] good = header(encoding);
        short[] pcm = new short[4096];
        int opened = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] file = good.clone();
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                file[random.nextInt(44)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(file, random.nextInt(4) == 0 ? random.nextInt(file.length) : file.length);
            opened += isRead(cut, pcm) ? 1 : 0;
        }
        assertThat(opened).isPositive().isLessThan(INPUTS);
    }

    /** The writer writes three of the encodings only, so that the header of its L16 is changed into others. */
    private static byte[] header(WavEncoding encoding) throws IOException {
        Path file = Files.createTempFile("fuzz", ".wav");
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 2, 8000)) {
            writer.write(new short[500], 0, 500);
        }
        try {
            ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int tag = switch (encoding) {
                case PCM_8, PCM_16, PCM_24, PCM_32 -> 1;
                case FLOAT_32, FLOAT_64 -> 3;
                case A_LAW -> 6;
                case MU_LAW -> 7;
            };
            int bytesPerSample = encoding.bytesPerSample();
            header.putShort(20, (short) tag);
            header.putInt(28, 2 * 8000 * bytesPerSample);
            header.putShort(32, (short) (2 * bytesPerSample));
            header.putShort(34, (short) (8 * bytesPerSample));
            try (WavReader reader = WavReader.open(new ByteArrayInputStream(header.array()))) {
                assertThat(reader.encoding()).isEqualTo(encoding);
            }
            return header.array();
        } finally {
            Files.delete(file);
        }
    }

    /** An {@link IOException} is the documented refusal; anything else would fail the test. */
    private static boolean isRead(byte[] file, short[] pcm) {
        try (WavReader reader = WavReader.open(new ByteArrayInputStream(file))) {
            int total = 0;
            for (int count; (count = reader.read(pcm, 0, pcm.length)) >= 0; ) {
                total += count;
            }
            assertThat(total).isLessThanOrEqualTo(file.length);
            return true;
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("WAV");
            return false;
        }
    }

    @Test
    void loudNoiseIsConcealedLikeAnythingElse() {
        Random random = new Random(SEED);
        LossConcealer concealer = LossConcealer.create();
        short[] pcm = new short[80];
        int heard = 0;
        for (int i = 0; i < INPUTS; i++) {
            for (int k = 0; k < pcm.length; k++) {
                pcm[k] = (short) random.nextInt();
            }
            if (random.nextBoolean()) {
                concealer.receive(pcm, 0, 80);
            } else {
                concealer.conceal(pcm, 0, 80);
            }
            heard += pcm[40] == 0 ? 0 : 1;
        }
        assertThat(heard).isGreaterThan(INPUTS / 2);
    }

    @Test
    void byteOrderDetectorTakesGarbage() {
        Random random = new Random(SEED);
        ByteOrderDetector detector = ByteOrderDetector.of(8000);
        byte[] bytes = new byte[100];
        for (int i = 0; i < INPUTS; i++) {
            random.nextBytes(bytes);
            detector.offer(bytes, 0, random.nextInt(101));
        }
        assertThat(detector.verdict()).isNull();
    }
}
