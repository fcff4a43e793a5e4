package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcmFrameAssemblerTest {
    private short[] frames = new short[0];

    private void accept(short[] pcm, int offset, int length) {
        assertThat(length).isEqualTo(441);
        frames = Arrays.copyOf(frames, frames.length + length);
        System.arraycopy(pcm, offset, frames, frames.length - length, length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 440, 441, 442, 5000})
    void keepsEverySampleInOrderWhateverTheChunks(int maxChunk) {
        PcmFrameAssembler assembler = PcmFrameAssembler.of(MediaFormat.l16(22050));
        short[] audio = GoldenData.everySample();
        Random random = new Random(maxChunk);
        for (int next = 0; next < audio.length; ) {
            int chunk = Math.min(audio.length - next, random.nextInt(maxChunk + 1));
            assembler.offer(audio, next, chunk, this::accept);
            next += chunk;
        }
        int left = audio.length % 441;
        assertThat(assembler.remainderSamples()).isEqualTo(left);
        assertThat(frames).isEqualTo(Arrays.copyOf(audio, audio.length - left));

        assertThat(assembler.flush(this::accept)).isTrue();

        assertThat(frames).isEqualTo(Arrays.copyOf(audio, audio.length - left + 441));
    }

    @Test
    void dropsTheRestOfTheChunkWhenTheSinkClears() {
        PcmFrameAssembler assembler = PcmFrameAssembler.of(MediaFormat.PCMU);
        short[] old = new short[3 * 160 + 50];
        assembler.offer(old, 0, 10, this::accept);

        assertThat(assembler.offer(old, 0, old.length, (pcm, offset, length) -> assembler.clear()))
                .isEqualTo(1);
        assertThat(assembler.remainderSamples()).isZero();
        assertThat(assembler.offer(old, 0, old.length, (pcm, offset, length) -> assembler.clear()))
                .isEqualTo(1);
        assertThat(assembler.flush(this::accept)).isFalse();
    }

    @Test
    void servesFormatsOfVaryingSizeToo() {
        PcmFrameAssembler assembler = PcmFrameAssembler.of(MediaFormat.of(Encoding.OPUS, 48000));

        assertThat(assembler.offer(
                        new short[2000],
                        0,
                        2000,
                        (pcm, offset, length) -> assertThat(length).isEqualTo(960)))
                .isEqualTo(2);
        assembler.clear();
        assertThat(assembler.remainderSamples()).isZero();
    }
}
