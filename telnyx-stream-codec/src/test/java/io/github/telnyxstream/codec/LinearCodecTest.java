package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class LinearCodecTest {
    private static final MediaFormat BIG = new MediaFormat(Encoding.L16, 16000, ByteOrder.BIG_ENDIAN);

    @Test
    void putsTheLowByteFirstByDefault() {
        byte[] bytes = new byte[3];

        assertThat(AudioCodec.of(MediaFormat.l16(8000)).encode(new short[] {0x1234}, 0, 1, bytes, 1))
                .isEqualTo(2);

        assertThat(bytes).containsExactly(0, 0x34, 0x12);
    }

    @Test
    void putsTheHighByteFirstWhenTheFormatSaysSo() {
        byte[] bytes = new byte[2];

        AudioCodec.of(BIG).encode(new short[] {0x1234}, 0, 1, bytes, 0);

        assertThat(bytes).containsExactly(0x12, 0x34);
    }

    @Test
    void givesEverySampleBackInEitherOrder() {
        short[] every = GoldenData.everySample();
        for (MediaFormat format : new MediaFormat[] {MediaFormat.l16(22050), BIG}) {
            AudioCodec codec = AudioCodec.of(format);
            byte[] bytes = new byte[codec.maxEncodedBytes(every.length)];
            short[] back = new short[codec.maxDecodedSamples(bytes.length)];

            codec.encode(every, 0, every.length, bytes, 0);
            codec.decode(bytes, 0, bytes.length, back, 0);

            assertThat(back).isEqualTo(every);
        }
    }

    @Test
    void refusesHalfASample() {
        AudioCodec codec = AudioCodec.of(BIG);

        assertThatThrownBy(() -> codec.decode(new byte[9], 0, 9, new short[9], 0))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("9 bytes");
    }

    @Test
    void refusesRangesOutsideTheArrays() {
        AudioCodec codec = AudioCodec.of(BIG);

        assertThatThrownBy(() -> codec.decode(new byte[9], 2, 8, new short[9], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(new byte[8], 0, 8, new short[3], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.encode(new short[4], 0, 4, new byte[7], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
