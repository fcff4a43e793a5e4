package io.github.telnyxstream.codec.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusPacketInfo;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpusCodecTest {
    private static final MediaFormat WIDEBAND = MediaFormat.of(Encoding.OPUS, 16000);

    @ParameterizedTest
    @ValueSource(ints = {8000, 12000, 16000, 24000, 48000})
    void carriesAVoiceAtEveryRate(int rate) {
        MediaFormat format = MediaFormat.of(Encoding.OPUS, rate);
        short[] voice = Voice.samples(rate, rate);
        List<byte[]> packets = packets(AudioCodec.of(format), voice);
        short[] decoded = decoded(AudioCodec.of(format), packets);

        assertThat(packets).hasSize(50).allSatisfy(packet -> {
            assertThat(packet.length).isBetween(2, 400);
            assertThat(OpusPacketInfo.getNumSamples(packet, 0, packet.length, rate))
                    .isEqualTo(rate / 50);
            assertThat(OpusPacketInfo.getNumEncodedChannels(packet, 0)).isEqualTo(1);
        });
        assertThat(decoded).hasSize(rate);
        assertThat(Voice.likeness(voice, decoded, rate / 50)).isGreaterThan(0.9);
    }

    @Test
    void fullbandPacketsDecodeAtLowerRates() {
        short[] voice = Voice.samples(48000, 48000);
        List<byte[]> packets = packets(AudioCodec.of(MediaFormat.of(Encoding.OPUS, 48000)), voice);

        for (int rate : new int[] {8000, 12000, 16000, 24000}) {
            short[] decoded = decoded(AudioCodec.of(MediaFormat.of(Encoding.OPUS, rate)), packets);

            assertThat(Voice.likeness(Voice.samples(rate, rate), decoded, rate / 50))
                    .as("likeness at %s Hz", rate)
                    .isGreaterThan(0.9);
        }
    }

    @Test
    void makesUpALostPacketAndFadesOut() {
        AudioCodec decoder = AudioCodec.of(WIDEBAND);
        short[] tone = new short[16000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (9000 * Math.sin(2 * Math.PI * 200 * i / 16000));
        }
        decoded(decoder, packets(AudioCodec.of(WIDEBAND), tone));
        short[] lost = new short[320 * 50];
        for (int i = 0; i < 50; i++) {
            assertThat(decoder.decode(new byte[0], 0, 0, lost, 320 * i)).isEqualTo(320);
        }

        assertThat(Voice.power(lost, 0, 320)).isGreaterThan(9000 * 9000 / 32.0);
        assertThat(Voice.power(lost, 320 * 49, 320)).isLessThan(100);
    }

    @Test
    void decodesTheShortPacketsOfDtx() throws OpusException {
        OpusEncoder sender = new OpusEncoder(16000, 1, OpusApplication.OPUS_APPLICATION_VOIP);
        sender.setUseDTX(true);
        sender.setBitrate(16000);
        AudioCodec decoder = AudioCodec.of(WIDEBAND);
        byte[] packet = new byte[1276];
        short[] pcm = new short[320];
        int shortPackets = 0;
        for (int frame = 0; frame < 100; frame++) {
            int length = sender.encode(new short[320], 0, 320, packet, 0, packet.length);
            shortPackets += length <= 2 ? 1 : 0;
            assertThat(decoder.decode(packet, 0, length, pcm, 0)).isEqualTo(320);
            assertThat(Voice.power(pcm, 0, 320)).isLessThan(100);
        }

        assertThat(shortPackets).isGreaterThan(50);
    }

    @Test
    void decodesPacketsOf60MillisecondsAndOfTwoChannels() throws OpusException {
        OpusEncoder sender = new OpusEncoder(48000, 2, OpusApplication.OPUS_APPLICATION_AUDIO);
        short[] stereo = new short[2880 * 2];
        for (int i = 0; i < 2880; i++) {
            stereo[2 * i] = stereo[2 * i + 1] = (short) (8000 * Math.sin(2 * Math.PI * 500 * i / 48000));
        }
        byte[] packet = new byte[4000];
        int length = sender.encode(stereo, 0, 2880, packet, 0, packet.length);
        AudioCodec decoder = AudioCodec.of(WIDEBAND);
        short[] pcm = new short[decoder.maxDecodedSamples(length)];

        assertThat(decoder.decode(packet, 0, length, pcm, 0)).isEqualTo(960);
        assertThat(Voice.power(pcm, 480, 480)).isGreaterThan(8000 * 8000 / 4.0);
    }

    @Test
    void writesAndReadsWhereItIsTold() {
        AudioCodec encoder = AudioCodec.of(WIDEBAND);
        short[] voice = Voice.samples(16000, 1000);
        byte[] bytes = new byte[1400];
        int length = encoder.encode(voice, 500, 320, bytes, 100);
        byte[] alone = new byte[1276];
        int lengthAlone = AudioCodec.of(WIDEBAND).encode(Arrays.copyOfRange(voice, 500, 820), 0, 320, alone, 0);

        assertThat(Arrays.copyOfRange(bytes, 100, 100 + length)).isEqualTo(Arrays.copyOf(alone, lengthAlone));
        assertThat(Arrays.copyOf(bytes, 100)).containsOnly(0);

        short[] pcm = new short[400];
        assertThat(AudioCodec.of(WIDEBAND).decode(bytes, 100, length, pcm, 80)).isEqualTo(320);
        assertThat(Arrays.copyOf(pcm, 80)).containsOnly((short) 0);
    }

    @Test
    void isAsNewAfterReset() {
        short[] voice = Voice.samples(16000, 6400);
        AudioCodec codec = AudioCodec.of(WIDEBAND);
        List<byte[]> first = packets(codec, voice);
        short[] firstDecoded = decoded(codec, first);
        codec.reset();
        List<byte[]> second = packets(codec, voice);

        assertThat(second).usingElementComparator(Arrays::compare).containsExactlyElementsOf(first);
        assertThat(decoded(codec, second)).isEqualTo(firstDecoded);
    }

    @Test
    void rejectsFramesOfAnotherLength() {
        AudioCodec codec = AudioCodec.of(WIDEBAND);

        assertThatThrownBy(() -> codec.encode(new short[640], 0, 640, new byte[1276], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("640");
        assertThatThrownBy(() -> codec.encode(new short[320], 1, 320, new byte[1276], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.encode(new short[320], 0, 320, new byte[100], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void rejectsPacketsThatAreNoneAndGoesOn() {
        AudioCodec codec = AudioCodec.of(WIDEBAND);
        short[] pcm = new short[codec.maxDecodedSamples(1)];

        assertThatThrownBy(() -> codec.decode(new byte[] {3}, 0, 1, pcm, 0)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> codec.decode(new byte[] {3, 0x3F}, 0, 2, pcm, 0))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> codec.decode(new byte[20000], 0, 20000, pcm, 0))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> codec.decode(new byte[] {8, 1, 2}, 0, 3, new short[319], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(new byte[3], 2, 2, pcm, 0)).isInstanceOf(IndexOutOfBoundsException.class);

        short[] voice = Voice.samples(16000, 16000);
        short[] decoded = decoded(codec, packets(AudioCodec.of(WIDEBAND), voice));
        assertThat(Voice.likeness(voice, decoded, 320)).isGreaterThan(0.9);
    }

    static List<byte[]> packets(AudioCodec codec, short[] pcm) {
        int frame = codec.format().samplesPerFrame();
        byte[] room = new byte[codec.maxEncodedBytes(frame)];
        List<byte[]> packets = new ArrayList<>();
        for (int at = 0; at + frame <= pcm.length; at += frame) {
            packets.add(Arrays.copyOf(room, codec.encode(pcm, at, frame, room, 0)));
        }
        return packets;
    }

    private static short[] decoded(AudioCodec codec, List<byte[]> packets) {
        short[] pcm = new short[packets.size() * codec.maxDecodedSamples(1)];
        int length = 0;
        for (byte[] packet : packets) {
            length += codec.decode(packet, 0, packet.length, pcm, length);
        }
        return Arrays.copyOf(pcm, length);
    }
}
