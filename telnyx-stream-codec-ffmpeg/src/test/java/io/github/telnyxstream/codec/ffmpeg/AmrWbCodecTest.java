package io.github.telnyxstream.codec.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AmrWbCodecTest {
    private static final MediaFormat FORMAT = MediaFormat.of(Encoding.AMR_WB, 16000);

    @BeforeAll
    static void needsFfmpeg() {
        NativeLibrary.assumeLoads();
    }

    @ParameterizedTest
    @EnumSource
    void carriesAVoiceInEitherFraming(AmrWbFraming framing) {
        short[] voice = Voice.samples(16000, 32000);
        List<byte[]> payloads = payloads(FfmpegCodecProvider.amrWb(framing), voice);
        short[] decoded = decoded(AudioCodec.of(FORMAT), payloads);

        assertThat(payloads)
                .hasSize(100)
                .allSatisfy(payload -> assertThat(payload).hasSize(framing == AmrWbFraming.OCTET_ALIGNED ? 34 : 33));
        assertThat(decoded).hasSize(32000);
        assertThat(Voice.likeness(voice, decoded, 640)).isGreaterThan(0.9);
    }

    @Test
    void bothFramingsDecodeToTheSameSamples() {
        short[] voice = Voice.samples(16000, 16000);
        short[] efficient = decoded(
                AudioCodec.of(FORMAT), payloads(FfmpegCodecProvider.amrWb(AmrWbFraming.BANDWIDTH_EFFICIENT), voice));
        short[] aligned =
                decoded(AudioCodec.of(FORMAT), payloads(FfmpegCodecProvider.amrWb(AmrWbFraming.OCTET_ALIGNED), voice));

        assertThat(aligned).isEqualTo(efficient);
    }

    @Test
    void isBandwidthEfficientUnlessToldOtherwise() {
        assertThat(payloads(AudioCodec.of(FORMAT), new short[320]).get(0)).hasSize(33);
    }

    @Test
    void makesUpALostPayloadAndFadesOut() {
        AudioCodec codec = AudioCodec.of(FORMAT);
        short[] tone = new short[16000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (9000 * Math.sin(2 * Math.PI * 300 * i / 16000));
        }
        decoded(codec, payloads(AudioCodec.of(FORMAT), tone));
        short[] lost = new short[320 * 25];
        for (int i = 0; i < 25; i++) {
            assertThat(codec.decode(new byte[0], 0, 0, lost, 320 * i)).isEqualTo(320);
        }

        assertThat(Voice.power(lost, 0, 320)).isGreaterThan(9000 * 9000 / 32.0);
        assertThat(Voice.power(lost, 320 * 24, 320)).isLessThan(9000 * 9000 / 2000.0);
    }

    @Test
    void decodesComfortNoiseAndNoData() {
        AudioCodec codec = AudioCodec.of(FORMAT);
        short[] pcm = new short[320];
        byte[] comfortNoise = {(byte) 0xF4, (byte) 0xC0, 0x12, 0x34, 0x56, 0x78, (byte) 0x9A};
        byte[] noData = {(byte) 0xF7, (byte) 0xC0};

        assertThat(codec.decode(comfortNoise, 0, 7, pcm, 0)).isEqualTo(320);
        assertThat(codec.decode(noData, 0, 2, pcm, 0)).isEqualTo(320);
    }

    @Test
    void decodesComfortNoiseOfEitherFramingBeforeAnySpeechToTheSameSamples() {
        byte[] efficient = {(byte) 0xF4, (byte) 0xC0, 0x12, 0x34, 0x56, 0x78, (byte) 0x80};
        byte[] aligned = {(byte) 0xF0, 0x4C, 0x00, 0x48, (byte) 0xD1, 0x59, (byte) 0xE2};

        assertThat(decoded(AudioCodec.of(FORMAT), List.of(aligned, aligned)))
                .isEqualTo(decoded(AudioCodec.of(FORMAT), List.of(efficient, efficient)));
    }

    @Test
    void decodesSeveralFramesOfAPayload() {
        short[] voice = Voice.samples(16000, 640);
        List<byte[]> single = payloads(FfmpegCodecProvider.amrWb(AmrWbFraming.OCTET_ALIGNED), voice);
        byte[] both = new byte[1 + 2 + 2 * 32];
        both[0] = (byte) 0xF0;
        both[1] = (byte) (single.get(0)[1] | 0x80);
        both[2] = single.get(1)[1];
        System.arraycopy(single.get(0), 2, both, 3, 32);
        System.arraycopy(single.get(1), 2, both, 35, 32);
        AudioCodec codec = AudioCodec.of(FORMAT);
        short[] pcm = new short[codec.maxDecodedSamples(both.length)];

        assertThat(codec.decode(both, 0, both.length, pcm, 0)).isEqualTo(640);
        assertThat(Arrays.copyOf(pcm, 640)).isEqualTo(decoded(AudioCodec.of(FORMAT), single));
    }

    @Test
    void saysHowMuchRoomItNeedsOfAnyLength() {
        AudioCodec codec = AudioCodec.of(FORMAT);

        assertThat(codec.maxDecodedSamples(0)).isEqualTo(320);
        assertThat(codec.maxDecodedSamples(33)).isEqualTo(12 * 320);
        assertThat(codec.maxDecodedSamples(Integer.MAX_VALUE)).isEqualTo(12 * 320);
    }

    @Test
    void isAsNewAfterReset() {
        short[] voice = Voice.samples(16000, 6400);
        AudioCodec codec = AudioCodec.of(FORMAT);
        List<byte[]> first = payloads(codec, voice);
        short[] firstDecoded = decoded(codec, first);
        codec.reset();
        List<byte[]> second = payloads(codec, voice);

        assertThat(second).usingElementComparator(Arrays::compare).containsExactlyElementsOf(first);
        assertThat(decoded(codec, second)).isEqualTo(firstDecoded);
    }

    @Test
    void rejectsWhatIsNoFrameOrNoPayload() {
        AudioCodec codec = AudioCodec.of(FORMAT);
        short[] pcm = new short[320];

        assertThatThrownBy(() -> codec.encode(new short[640], 0, 640, new byte[99], 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.encode(pcm, 0, 320, new byte[32], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(new byte[30], 0, 30, pcm, 0))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("30 bytes");
        assertThatThrownBy(() -> codec.decode(new byte[] {(byte) 0xFF}, 0, 1, pcm, 0))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> codec.decode(new byte[70000], 0, 70000, pcm, 0))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> codec.decode(new byte[0], 0, 0, new short[319], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    static List<byte[]> payloads(AudioCodec codec, short[] pcm) {
        byte[] room = new byte[codec.maxEncodedBytes(320)];
        List<byte[]> payloads = new ArrayList<>();
        for (int at = 0; at + 320 <= pcm.length; at += 320) {
            payloads.add(Arrays.copyOf(room, codec.encode(pcm, at, 320, room, 0)));
        }
        return payloads;
    }

    private static short[] decoded(AudioCodec codec, List<byte[]> payloads) {
        short[] pcm = new short[payloads.size() * 320];
        int length = 0;
        for (byte[] payload : payloads) {
            length += codec.decode(payload, 0, payload.length, pcm, length);
        }
        return Arrays.copyOf(pcm, length);
    }
}
