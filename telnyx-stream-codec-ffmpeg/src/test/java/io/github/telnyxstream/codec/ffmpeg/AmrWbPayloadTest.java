package io.github.telnyxstream.codec.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.CodecException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmrWbPayloadTest {

    @ParameterizedTest
    @CsvSource({
        "0, 132, 18, 19", "1, 177, 24, 25", "2, 253, 33, 34", "3, 285, 37, 38", "4, 317, 41, 42", "5, 365, 47, 48",
        "6, 397, 51, 52", "7, 461, 59, 60", "8, 477, 61, 62", "9, 40, 7, 7", "14, 0, 2, 2", "15, 0, 2, 2"
    })
    void putsEveryTypeInAndTakesItOut(int type, int bits, int efficientBytes, int alignedBytes) {
        byte[] frame = frame(type, bits);
        for (AmrWbFraming framing : AmrWbFraming.values()) {
            boolean aligned = framing == AmrWbFraming.OCTET_ALIGNED;
            byte[] bytes = new byte[80];
            int length = AmrWbPayload.pack(framing, frame, bytes, 5);
            AmrWbPayload payload = new AmrWbPayload();
            learn(payload, framing);
            byte[] taken = new byte[AmrWbPayload.MAX_FRAME_BYTES];

            assertThat(length).isEqualTo(aligned ? alignedBytes : efficientBytes);
            assertThat(payload.open(bytes, 5, length)).isEqualTo(1);
            assertThat(payload.framing()).isEqualTo(framing);
            assertThat(payload.frame(0, bytes, 5, taken)).isEqualTo(frame.length);
            assertThat(Arrays.copyOf(taken, frame.length)).isEqualTo(frame);
        }
    }

    /** Types that RFC 4867 keeps for later have no size, so that nobody can know where such a frame ends. */
    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12, 13})
    void refusesTypesThatAreReserved(int type) {
        for (int length : new int[] {2, 7, 33, 34, 61}) {
            byte[] efficient = new byte[length];
            int head = type << 1 | 1;
            efficient[0] = (byte) (0xF0 | head >> 2);
            efficient[1] = (byte) (head << 6);
            byte[] aligned = new byte[length];
            aligned[0] = (byte) 0xF0;
            aligned[1] = (byte) (head << 2);
            for (byte[] payload : new byte[][] {efficient, aligned}) {
                assertThatThrownBy(() -> new AmrWbPayload().open(payload, 0, length))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining(length + " bytes");
            }
        }
    }

    @Test
    void readsAmbiguousSizesAsBandwidthEfficientAtFirst() {
        AmrWbPayload payload = new AmrWbPayload();
        byte[] comfortNoise = new byte[7];
        AmrWbPayload.pack(AmrWbFraming.BANDWIDTH_EFFICIENT, frame(9, 40), comfortNoise, 0);

        assertThat(payload.open(comfortNoise, 0, 7)).isEqualTo(1);
        assertThat(payload.framing()).isEqualTo(AmrWbFraming.BANDWIDTH_EFFICIENT);
    }

    /** The sizes are the same, but what one framing takes for the type is nonsense in the other. */
    @Test
    void knowsTheFramingOfComfortNoiseBeforeAnySpeechByItsHead() {
        byte[] comfortNoise = new byte[7];
        AmrWbPayload.pack(AmrWbFraming.OCTET_ALIGNED, frame(9, 40), comfortNoise, 0);
        AmrWbPayload payload = new AmrWbPayload();
        byte[] taken = new byte[AmrWbPayload.MAX_FRAME_BYTES];

        assertThat(payload.open(comfortNoise, 0, 7)).isEqualTo(1);
        assertThat(payload.framing()).isEqualTo(AmrWbFraming.OCTET_ALIGNED);
        assertThat(payload.frame(0, comfortNoise, 0, taken)).isEqualTo(6);
        assertThat(Arrays.copyOf(taken, 6)).isEqualTo(frame(9, 40));
    }

    /** A frame of speech tells the framing. */
    private static void learn(AmrWbPayload payload, AmrWbFraming framing) {
        byte[] bytes = new byte[80];
        payload.open(bytes, 0, AmrWbPayload.pack(framing, frame(8, 477), bytes, 0));
    }

    private static byte[] frame(int type, int bits) {
        byte[] frame = new byte[1 + (bits + 7) / 8];
        new Random(type).nextBytes(frame);
        frame[0] = (byte) (type << 3 | 4);
        if (bits % 8 != 0) {
            frame[frame.length - 1] &= (byte) (0xFF << (8 - bits % 8));
        }
        return frame;
    }
}
