package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.dsp.Allocations;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class G722CodecTest {
    private static final short[] INPUT = GoldenData.samples("g722/input-16k-s16le.pcm");
    private static final byte[] ENCODED = GoldenData.bytes("g722/encoded-64k.g722");
    private static final short[] DECODED = GoldenData.samples("g722/decoded-16k-s16le.pcm");

    private final AudioCodec codec = AudioCodec.of(MediaFormat.G722);

    @Test
    void encodesAsTheItuToolsDo() {
        byte[] bytes = new byte[INPUT.length / 2];

        assertThat(codec.encode(INPUT, 0, INPUT.length, bytes, 0)).isEqualTo(bytes.length);

        assertThat(bytes).isEqualTo(ENCODED);
    }

    @Test
    void decodesAsTheItuToolsDo() {
        short[] pcm = new short[ENCODED.length * 2];

        assertThat(codec.decode(ENCODED, 0, ENCODED.length, pcm, 0)).isEqualTo(pcm.length);

        assertThat(pcm).isEqualTo(DECODED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 80, 160, 999})
    void isTheSameInChunksOfAnySizeAndBothDirectionsAtOnce(int maxChunk) {
        byte[] bytes = new byte[INPUT.length / 2];
        short[] pcm = new short[ENCODED.length * 2];
        Random random = new Random(maxChunk);
        for (int next = 0; next < bytes.length; ) {
            int chunk = Math.min(bytes.length - next, random.nextInt(maxChunk + 1));
            codec.encode(INPUT, 2 * next, 2 * chunk, bytes, next);
            codec.decode(ENCODED, next, chunk, pcm, 2 * next);
            next += chunk;
        }

        assertThat(bytes).isEqualTo(ENCODED);
        assertThat(pcm).isEqualTo(DECODED);
    }

    @Test
    void isAsNewAfterAReset() {
        byte[] bytes = new byte[INPUT.length / 2];
        short[] pcm = new short[ENCODED.length * 2];
        codec.encode(INPUT, 0, 20_000, bytes, 0);
        codec.decode(ENCODED, 0, 10_000, pcm, 0);

        codec.reset();
        codec.encode(INPUT, 0, INPUT.length, bytes, 0);
        codec.decode(ENCODED, 0, ENCODED.length, pcm, 0);

        assertThat(bytes).isEqualTo(ENCODED);
        assertThat(pcm).isEqualTo(DECODED);
    }

    @Test
    void makesOnlyTheDirectionThatIsUsedAndSharesItsTables() {
        short[] pcm = new short[320];
        byte[] bytes = new byte[160];

        assertThat(Allocations.bytesOf(() -> AudioCodec.of(MediaFormat.G722).encode(pcm, 0, 320, bytes, 0)))
                .isLessThan(2000);
        assertThat(Allocations.bytesOf(() -> AudioCodec.of(MediaFormat.G722).decode(bytes, 0, 160, pcm, 0)))
                .isLessThan(2000);
    }

    @Test
    void refusesHalfAPairAndRangesOutsideTheArrays() {
        assertThatThrownBy(() -> codec.encode(new short[3], 0, 3, new byte[3], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lengthSamples is 3");
        assertThatThrownBy(() -> codec.encode(new short[4], 0, 4, new byte[1], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(new byte[2], 0, 2, new short[3], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(new byte[2], 1, 2, new short[4], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void saysHowMuchRoomItNeedsOfAnyLength() {
        assertThat(codec.maxEncodedBytes(0)).isZero();
        assertThat(codec.maxEncodedBytes(5)).isEqualTo(3);
        assertThat(codec.maxEncodedBytes(Integer.MAX_VALUE)).isEqualTo(1 << 30);
        assertThat(codec.maxDecodedSamples(160)).isEqualTo(320);
    }

    @Test
    void itsSilenceByteStaysAtZeroFromTheStartAndFadesOutFromSpeech() {
        byte[] silence = new byte[16_000];
        Arrays.fill(silence, (byte) MediaFormat.G722.silenceByte());
        short[] pcm = new short[32_000];

        codec.decode(silence, 0, silence.length, pcm, 0);
        assertThat(pcm).containsOnly((short) 0);

        codec.decode(ENCODED, 0, 8000, new short[16_000], 0);
        codec.decode(silence, 0, silence.length, pcm, 0);
        for (int i = 320; i < pcm.length; i++) {
            assertThat(Math.abs(pcm[i])).isLessThan(40);
        }
    }
}
