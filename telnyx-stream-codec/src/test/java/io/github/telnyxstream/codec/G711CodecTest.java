package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class G711CodecTest {

    static Stream<Arguments> laws() {
        return Stream.of(
                Arguments.of(MediaFormat.PCMU, "ulaw-of-every-sample.bin"),
                Arguments.of(MediaFormat.PCMA, "alaw-of-every-sample.bin"));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void encodesEverySampleAsTheItuToolsDo(MediaFormat format, String golden) {
        byte[] encoded = new byte[65536];

        int written = AudioCodec.of(format).encode(GoldenData.everySample(), 0, 65536, encoded, 0);

        assertThat(written).isEqualTo(65536);
        assertThat(encoded).isEqualTo(GoldenData.bytes(golden));
    }

    /** The tools' table of codes also says where each code's samples lie; G.711 decodes to the middle of them. */
    @ParameterizedTest
    @MethodSource("laws")
    void decodesEveryCodeToTheMiddleOfItsSamples(MediaFormat format, String golden) {
        byte[] codes = GoldenData.bytes(golden);
        int start = 0;
        int width = 0;
        for (int sample = 1; sample <= 32768; sample++) {
            boolean isEnd = sample == 32768;
            if (isEnd || codes[sample + 32768] != codes[start + 32768]) {
                width = isEnd ? width : sample - start; // the last interval is as wide as the one before, and clipped
                boolean isZero = format.encoding() == Encoding.PCMU && start == 0; // µ-law centres this one on 0
                int middle = isZero ? 0 : start + width / 2;
                int code = codes[start + 32768];
                assertThat(decoded(format, code)).isEqualTo((short) middle);
                assertThat(decoded(format, code & 0x7F)).isEqualTo((short) -middle);
                start = sample;
            }
        }
        assertThat(width).isEqualTo(1024);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void decodesEveryCodeToASampleThatEncodesToItAgain(MediaFormat format, String golden) {
        AudioCodec codec = AudioCodec.of(format);
        short[] decoded = new short[256];
        byte[] again = new byte[256];

        codec.decode(GoldenData.everyByte(), 0, 256, decoded, 0);
        codec.encode(decoded, 0, 256, again, 0);

        byte[] expected = GoldenData.everyByte();
        if (format.encoding() == Encoding.PCMU) {
            expected[0x7F] = (byte) 0xFF; // minus zero decodes to 0, and 0 is positive
        }
        assertThat(again).isEqualTo(expected);
    }

    /** Figures of G.711, tables 1 and 2, scaled from 13 and 14 to 16 bits. */
    @Test
    void decodesTheEndsOfTheTablesOfTheRecommendation() {
        assertThat(decoded(MediaFormat.PCMU, 0x80)).isEqualTo((short) 32124);
        assertThat(decoded(MediaFormat.PCMU, 0x00)).isEqualTo((short) -32124);
        assertThat(decoded(MediaFormat.PCMU, 0xFF)).isEqualTo((short) 0);
        assertThat(decoded(MediaFormat.PCMU, 0xFE)).isEqualTo((short) 8);
        assertThat(decoded(MediaFormat.PCMA, 0xAA)).isEqualTo((short) 32256);
        assertThat(decoded(MediaFormat.PCMA, 0x2A)).isEqualTo((short) -32256);
        assertThat(decoded(MediaFormat.PCMA, 0xD5)).isEqualTo((short) 8);
        assertThat(decoded(MediaFormat.PCMA, 0x55)).isEqualTo((short) -8);
    }

    private static short decoded(MediaFormat format, int code) {
        short[] pcm = new short[1];
        AudioCodec.of(format).decode(new byte[] {(byte) code}, 0, 1, pcm, 0);
        return pcm[0];
    }

    @ParameterizedTest
    @MethodSource("laws")
    void touchesOnlyTheRangesItWasGiven(MediaFormat format, String golden) {
        AudioCodec codec = AudioCodec.of(format);
        byte[] bytes = {1, 1, 1, 1, 1};
        short[] pcm = {7, 7, 7, 7, 7};

        assertThat(codec.encode(new short[] {0, 0, 1000, 0}, 2, 1, bytes, 3)).isEqualTo(1);
        assertThat(bytes).startsWith(1, 1, 1).endsWith(1);
        assertThat(bytes[3]).isNotEqualTo((byte) 1);
        assertThat(codec.decode(bytes, 3, 1, pcm, 1)).isEqualTo(1);
        assertThat(pcm).startsWith((short) 7).endsWith((short) 7, (short) 7, (short) 7);
        assertThat((int) pcm[1]).isBetween(950, 1050);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void refusesRangesOutsideTheArrays(MediaFormat format, String golden) {
        AudioCodec codec = AudioCodec.of(format);
        byte[] bytes = new byte[10];
        short[] pcm = new short[10];

        assertThatThrownBy(() -> codec.encode(pcm, -1, 1, bytes, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.encode(pcm, 0, 11, bytes, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.encode(pcm, 0, 10, bytes, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(bytes, 0, -1, pcm, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(bytes, 9, 2, pcm, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(bytes, 0, 10, pcm, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(bytes, Integer.MAX_VALUE, Integer.MAX_VALUE, pcm, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
