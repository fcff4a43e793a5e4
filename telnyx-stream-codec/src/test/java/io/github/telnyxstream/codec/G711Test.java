package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class G711Test {

    private static byte[] throughSamples(MediaFormat from, MediaFormat to) {
        short[] pcm = new short[256];
        byte[] bytes = new byte[256];
        AudioCodec.of(from).decode(GoldenData.everyByte(), 0, 256, pcm, 0);
        AudioCodec.of(to).encode(pcm, 0, 256, bytes, 0);
        return bytes;
    }

    @Test
    void givesWhatGoingThroughSamplesGives() {
        byte[] every = GoldenData.everyByte();
        byte[] out = new byte[256];

        assertThat(G711.muLawToALaw(every, 0, out, 0, 256)).isEqualTo(256);
        assertThat(out).isEqualTo(throughSamples(MediaFormat.PCMU, MediaFormat.PCMA));

        assertThat(G711.aLawToMuLaw(every, 0, out, 0, 256)).isEqualTo(256);
        assertThat(out).isEqualTo(throughSamples(MediaFormat.PCMA, MediaFormat.PCMU));
    }

    @Test
    void convertsInPlaceAndTouchesOnlyItsRange() {
        byte[] bytes = {1, (byte) 0xFF, (byte) 0x80, 1};

        G711.muLawToALaw(bytes, 1, bytes, 1, 2);

        assertThat(bytes).containsExactly(1, 0xD5, 0xAA, 1);
    }

    @Test
    void keepsSilenceSilent() {
        byte[] silence = {(byte) MediaFormat.PCMU.silenceByte()};

        G711.muLawToALaw(silence, 0, silence, 0, 1);

        assertThat(silence[0]).isEqualTo((byte) MediaFormat.PCMA.silenceByte());
    }

    @Test
    void refusesRangesOutsideTheArrays() {
        byte[] bytes = new byte[10];

        assertThatThrownBy(() -> G711.muLawToALaw(bytes, 5, bytes, 0, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> G711.aLawToMuLaw(bytes, 0, bytes, 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> G711.aLawToMuLaw(bytes, -1, bytes, 0, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
