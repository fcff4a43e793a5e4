package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.GoldenData;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossConcealerTest {
    private static final int BLOCK = LossConcealer.BLOCK_SAMPLES;
    private static final int DELAY = LossConcealer.DELAY_SAMPLES;

    private final LossConcealer concealer = LossConcealer.create();

    private short[] concealed(short[] input, byte[] losses) {
        short[] output = input.clone();
        for (int block = 0; block < losses.length; block++) {
            if (losses[block] == '1') {
                concealer.conceal(output, block * BLOCK, BLOCK);
            } else {
                concealer.receive(output, block * BLOCK, BLOCK);
            }
        }
        return output;
    }

    @ParameterizedTest
    @ValueSource(strings = {"burst", "every-10th"})
    void concealsAsTheItuToolsDo(String pattern) {
        short[] input = GoldenData.samples("plc/input-8k-s16le.pcm");
        short[] expected = GoldenData.samples("plc/concealed-" + pattern + "-s16le.pcm");

        short[] output = concealed(input, GoldenData.bytes("plc/loss-" + pattern + ".txt"));

        int compared = 0;
        for (int i = 0; i + DELAY < output.length; i++) {
            assertThat((int) output[i + DELAY]).as("sample %d", i).isCloseTo(expected[i], Offset.offset(1));
            compared++;
        }
        assertThat(compared).isEqualTo(31_970);
    }

    @Test
    void onlyDelaysWhatIsReceivedWhole() {
        short[] input = GoldenData.samples("plc/input-8k-s16le.pcm");
        short[] output = input.clone();

        concealer.receive(output, 0, 16_000);

        for (int i = 0; i < 16_000 - DELAY; i++) {
            assertThat(output[i + DELAY]).isEqualTo(input[i]);
        }
    }

    @Test
    void fallsSilentAfterSixtyMilliseconds() {
        short[] input = GoldenData.samples("plc/input-8k-s16le.pcm");
        concealer.receive(input, 0, 16_000);
        short[] lost = new short[4000];

        concealer.conceal(lost, 0, 4000);

        for (int i = 6 * BLOCK + DELAY; i < lost.length; i++) {
            assertThat(lost[i]).isZero();
        }
    }

    @Test
    void concealsALossAtTheVeryStartWithSilence() {
        short[] lost = {1, 2, 3};
        short[] block = new short[BLOCK];
        System.arraycopy(lost, 0, block, 0, 3);

        concealer.conceal(block, 0, BLOCK);

        assertThat(block).containsOnly((short) 0);
    }

    @Test
    void isAsNewAfterAReset() {
        short[] input = GoldenData.samples("plc/input-8k-s16le.pcm");
        byte[] losses = GoldenData.bytes("plc/loss-burst.txt");
        short[] first = concealed(input, losses);
        concealer.conceal(new short[BLOCK], 0, BLOCK);

        concealer.reset();

        assertThat(concealed(input, losses)).isEqualTo(first);
    }

    @Test
    void refusesPartsOfABlock() {
        assertThatThrownBy(() -> concealer.receive(new short[100], 0, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lengthSamples is 100");
        assertThatThrownBy(() -> concealer.conceal(new short[100], 50, 80))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
