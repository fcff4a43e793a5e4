package io.github.telnyxstream.codec.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mp3CodecTest {

    @BeforeAll
    static void needsFfmpeg() {
        NativeLibrary.assumeLoads();
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 12000, 16000, 22050, 24000, 32000, 44100, 48000})
    void carriesAVoiceAtEveryRate(int rate) {
        AudioCodec codec = codec(rate);
        short[] voice = Voice.samples(rate, rate);
        short[] decoded = decoded(codec, encoded(codec, voice));

        assertThat(decoded.length).isBetween(rate, rate + rate / 3);
        assertThat(Voice.likeness(voice, decoded, rate / 5)).isGreaterThan(0.97);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000, 48000})
    void decodesAFileOfAnotherRate(int rate) {
        byte[] file = encoded(codec(24000), Voice.samples(24000, 24000));
        short[] decoded = decoded(codec(rate), file);

        assertThat(decoded.length).isBetween(rate, rate + rate / 3);
        assertThat(Voice.likeness(Voice.samples(rate, rate), decoded, rate / 5)).isGreaterThan(0.97);
    }

    @Test
    void decodesFilesOfDifferentRatesThatWerePutOneBehindTheOther() {
        byte[] first = encoded(codec(24000), Voice.samples(24000, 24000));
        byte[] second = encoded(codec(16000), Voice.samples(16000, 16000));
        byte[] tag = new byte[10 + 300];
        System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 2, 44}, 0, tag, 0, 10);
        Arrays.fill(tag, 10, 310, (byte) 0xFF);
        byte[] all = Arrays.copyOf(first, first.length + tag.length + second.length);
        System.arraycopy(tag, 0, all, first.length, tag.length);
        System.arraycopy(second, 0, all, first.length + tag.length, second.length);

        short[] decoded = decoded(codec(16000), all);
        short[] alone = decoded(codec(16000), first);

        assertThat(decoded).startsWith(alone);
        assertThat(Arrays.copyOfRange(decoded, alone.length, decoded.length)).isEqualTo(decoded(codec(16000), second));
    }

    @Test
    void skipsTags() {
        byte[] file = encoded(codec(16000), Voice.samples(16000, 16000));
        byte[] tagged = new byte[10 + 300 + file.length + 128];
        byte[] head = {'I', 'D', '3', 4, 0, 0, 0, 0, 2, 44};
        System.arraycopy(head, 0, tagged, 0, 10);
        Arrays.fill(tagged, 10, 310, (byte) 0xFF);
        System.arraycopy(file, 0, tagged, 310, file.length);
        System.arraycopy("TAG".getBytes(StandardCharsets.US_ASCII), 0, tagged, 310 + file.length, 3);

        assertThat(decoded(codec(16000), tagged)).isEqualTo(decoded(codec(16000), file));
    }

    @Test
    void everyCallMakesAWholeClip() {
        AudioCodec codec = codec(16000);
        short[] voice = Voice.samples(16000, 5000);

        assertThat(encoded(codec, voice)).isEqualTo(encoded(codec, voice));
        assertThat(codec.encode(voice, 0, 0, new byte[0], 0)).isZero();
    }

    @Test
    void hasTheConstantBitRateItPromises() {
        assertThat(encoded(codec(8000), new short[80000]).length).isBetween(40000, 41500);
        assertThat(encoded(codec(24000), new short[240000]).length).isBetween(60000, 61500);
        assertThat(encoded(codec(48000), new short[480000]).length).isBetween(80000, 81500);
    }

    @Test
    void rejectsWhatIsNoMp3AndWhatHasNoRoom() {
        AudioCodec codec = codec(16000);
        short[] pcm = new short[1000];
        byte[] file = encoded(codec, Voice.samples(16000, 16000));

        assertThatThrownBy(() -> codec.decode(new byte[5000], 0, 5000, pcm, 0))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("no MP3 frame");
        assertThatThrownBy(() -> codec.decode(new byte[0], 0, 0, pcm, 0)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> codec.decode(file, 0, file.length, pcm, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.encode(pcm, 0, 1000, new byte[100], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.encode(pcm, 1, 1000, new byte[99999], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    static AudioCodec codec(int rate) {
        return AudioCodec.of(MediaFormat.of(Encoding.MP3, rate));
    }

    static byte[] encoded(AudioCodec codec, short[] pcm) {
        byte[] room = new byte[codec.maxEncodedBytes(pcm.length)];
        return Arrays.copyOf(room, codec.encode(pcm, 0, pcm.length, room, 0));
    }

    static short[] decoded(AudioCodec codec, byte[] file) {
        short[] room = new short[codec.maxDecodedSamples(file.length)];
        return Arrays.copyOf(room, codec.decode(file, 0, file.length, room, 0));
    }
}
