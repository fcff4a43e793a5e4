package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private final FrameAssembler assembler = FrameAssembler.of(MediaFormat.PCMU);

    private void accept(byte[] bytes, int offset, int length) {
        assertThat(length).isEqualTo(160);
        frames.write(bytes, offset, length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 159, 160, 161, 320, 1000})
    void keepsEveryByteInOrderWhateverTheChunks(int maxChunk) {
        byte[] audio = new byte[16_000 + 77];
        Random random = new Random(maxChunk);
        random.nextBytes(audio);
        int handedOn = 0;
        for (int next = 0; next < audio.length; ) {
            int chunk = Math.min(audio.length - next, random.nextInt(maxChunk + 1));
            handedOn += assembler.offer(audio, next, chunk, this::accept);
            next += chunk;
        }

        assertThat(handedOn).isEqualTo(100);
        assertThat(frames.toByteArray()).isEqualTo(Arrays.copyOf(audio, 16_000));
        assertThat(assembler.remainderBytes()).isEqualTo(77);
    }

    @Test
    void padsWithTheCodecsOwnSilenceOnlyOnFlush() {
        assertThat(assembler.offer(new byte[100], 0, 100, this::accept)).isZero();
        assertThat(frames.size()).isZero();

        assertThat(assembler.flush(this::accept)).isTrue();

        byte[] expected = new byte[160];
        Arrays.fill(expected, 100, 160, (byte) 0xFF);
        assertThat(frames.toByteArray()).isEqualTo(expected);
        assertThat(assembler.flush(this::accept)).isFalse();
    }

    @Test
    void padsALawWithItsOwnSilence() {
        FrameAssembler alaw = FrameAssembler.of(MediaFormat.PCMA);
        alaw.offer(new byte[1], 0, 1, this::accept);

        alaw.flush(this::accept);

        assertThat(frames.toByteArray()[159]).isEqualTo((byte) 0xD5);
    }

    @Test
    void dropsTheRemainderOfWhatWasInterrupted() {
        assembler.offer(new byte[100], 0, 100, this::accept);

        assembler.clear();

        assertThat(assembler.remainderBytes()).isZero();
        assertThat(assembler.flush(this::accept)).isFalse();
        assertThat(assembler.offer(new byte[160], 0, 160, this::accept)).isEqualTo(1);
    }

    @Test
    void dropsTheRestOfTheChunkWhenTheSinkClears() {
        byte[] old = new byte[3 * 160 + 50];
        assembler.offer(old, 0, 10, this::accept);

        int handedOn = assembler.offer(old, 0, old.length, (bytes, offset, length) -> assembler.clear());

        assertThat(handedOn).isEqualTo(1);
        assertThat(assembler.remainderBytes()).isZero();
        handedOn = assembler.offer(old, 0, old.length, (bytes, offset, length) -> {
            if (offset == 160) {
                assembler.clear();
            }
        });
        assertThat(handedOn).isEqualTo(2);
        assertThat(assembler.flush(this::accept)).isFalse();
    }

    @Test
    void keepsWhatTheSinkOffersAfterItCleared() {
        assembler.offer(new byte[400], 0, 400, (bytes, offset, length) -> {
            assembler.clear();
            assembler.offer(new byte[] {7}, 0, 1, this::accept);
        });

        assertThat(assembler.remainderBytes()).isEqualTo(1);
    }

    @Test
    void isUsableAfterTheSinkThrew() {
        assembler.offer(new byte[100], 0, 100, this::accept);
        assertThatThrownBy(() -> assembler.offer(new byte[400], 0, 400, (bytes, offset, length) -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");

        assertThat(assembler.remainderBytes()).isZero();
        assertThat(assembler.offer(new byte[161], 0, 161, this::accept)).isEqualTo(1);
    }

    @Test
    void refusesFormatsWithoutAFrameSize() {
        assertThatThrownBy(() -> FrameAssembler.of(MediaFormat.of(Encoding.OPUS, 48000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OPUS");
    }

    @Test
    void refusesRangesOutsideTheArray() {
        assertThatThrownBy(() -> assembler.offer(new byte[10], 5, 6, this::accept))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> assembler.offer(new byte[10], -1, 6, this::accept))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
