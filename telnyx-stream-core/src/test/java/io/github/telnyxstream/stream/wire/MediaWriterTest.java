package io.github.telnyxstream.stream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MediaWriterTest {
    static Stream<MediaFormat> formats() {
        return Stream.of(
                MediaFormat.PCMU, MediaFormat.PCMA, MediaFormat.G722, MediaFormat.l16(8000), MediaFormat.l16(48_000));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void writesWhatTheGeneralWriterWrites(MediaFormat format) {
        MediaWriter writer = MediaWriter.of(format);
        AudioCodec codec = AudioCodec.of(format);
        byte[] bytes = new byte[format.bytesPerFrame()];
        Random random = new Random(9);
        for (int k = 0; k < 50; k++) {
            short[] pcm = noise(format, random);
            codec.encode(pcm, 0, pcm.length, bytes, 0);
            String expected = MessageWriter.media(bytes, 0, bytes.length).text();
            if (k % 2 == 0) {
                assertThat(writer.text(pcm)).isEqualTo(expected);
            } else {
                int length = writer.write(pcm);
                assertThat(new String(writer.bytes(), 0, length, StandardCharsets.US_ASCII))
                        .isEqualTo(expected);
            }
        }
        assertThat(writer.maxBytes()).isEqualTo(MessageWriter.mediaBytes(format.bytesPerFrame()));
    }

    private static short[] noise(MediaFormat format, Random random) {
        short[] pcm = new short[format.samplesPerFrame()];
        for (int k = 0; k < pcm.length; k++) {
            pcm[k] = (short) random.nextInt();
        }
        return pcm;
    }
}
