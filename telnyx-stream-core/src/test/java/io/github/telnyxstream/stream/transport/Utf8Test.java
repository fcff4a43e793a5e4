package io.github.telnyxstream.stream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private static int brokenAt(byte... bytes) {
        return Utf8.brokenAt(bytes, 0, bytes.length);
    }

    @Test
    void takesTextOfEveryLengthOfCharacters() {
        byte[] text = "{\"a\":\"é€😀\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(brokenAt(text)).isEqualTo(-1);
        assertThat(brokenAt()).isEqualTo(-1);
    }

    @Test
    void saysWhereTheFirstByteIsThatIsNone() {
        assertThat(brokenAt((byte) 'a', (byte) 0xC3, (byte) '(')).isEqualTo(1);
        assertThat(brokenAt((byte) 0xFF)).isZero();
        assertThat(brokenAt((byte) 'a', (byte) 'b', (byte) 0xE2, (byte) 0x82)).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNone() {
        byte[] text = {'a', (byte) 0xC3, '('};
        Utf8.check(text, 0, 1);
        assertThatThrownBy(() -> Utf8.check(text, 0, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text message is no UTF-8 from byte 1 on");
    }

    @Test
    void looksAtNothingOutsideTheRange() {
        byte[] text = {(byte) 0xFF, 'a', 'b', (byte) 0xFF};
        assertThat(Utf8.brokenAt(text, 1, 2)).isEqualTo(-1);
        assertThat(Utf8.brokenAt(text, 1, 3)).isEqualTo(2);
        assertThatThrownBy(() -> Utf8.brokenAt(text, 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatNullPointerException()
                .isThrownBy(() -> Utf8.brokenAt(null, 0, 0))
                .withMessage("text");
    }

    @Test
    void agreesWithTheStrictDecoderAboutAnyBytes() {
        Random random = new Random(3);
        for (int k = 0; k < 20_000; k++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextInt(4) == 0 ? bytes[at] : (byte) (bytes[at] & 0x7F);
            }
            assertThat(brokenAt(bytes) < 0).isEqualTo(isDecodable(bytes));
        }
    }

    private static boolean isDecodable(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }
}
