package io.github.telnyxstream.testkit.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class Mp3LengthTest {

    /** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes and 1152 samples a frame. */
    private static byte[] frames(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            byte[] frame = new byte[417];
            frame[0] = (byte) 0xFF;
            frame[1] = (byte) 0xFB;
            frame[2] = (byte) 0x90;
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }

    @Test
    void addsUpFrames() {
        assertThat(Mp3Length.seconds(frames(100))).isCloseTo(100 * 1152 / 44100.0, within(1e-9));
    }

    @Test
    void skipsTheTagInFront() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 1, 0});
        byte[] tag = new byte[128];
        tag[5] = (byte) 0xFF;
        tag[6] = (byte) 0xFB;
        tag[7] = (byte) 0x90;
        out.writeBytes(tag);
        out.writeBytes(frames(2));

        assertThat(Mp3Length.seconds(out.toByteArray())).isCloseTo(2 * 1152 / 44100.0, within(1e-9));
    }

    @Test
    void isZeroForOtherBytes() {
        assertThat(Mp3Length.seconds(new byte[1000])).isZero();
        assertThat(Mp3Length.seconds(new byte[0])).isZero();
    }
}
