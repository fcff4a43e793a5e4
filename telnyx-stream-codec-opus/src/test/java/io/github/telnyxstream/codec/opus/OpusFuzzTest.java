package io.github.telnyxstream.codec.opus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpusFuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 6716L);

    /** So that a failure can be had again. */
    @RegisterExtension
    static final TestExecutionExceptionHandler SAYS_THE_SEED = (context, failure) -> {
        throw new AssertionError("with -Dfuzz.seed=" + SEED, failure);
    };

    /** Ten thousand packets in every build, a million in the profile long; {@code -Dfuzz.seed} to see others. */
    @ParameterizedTest
    @ValueSource(ints = {16000, 48000})
    void survivesGarbage(int rateHz) {
        Random random = new Random(SEED);
        AudioCodec codec = AudioCodec.of(MediaFormat.of(Encoding.OPUS, rateHz));
        List<byte[]> real = OpusCodecTest.packets(
                AudioCodec.of(MediaFormat.of(Encoding.OPUS, rateHz)), Voice.samples(rateHz, rateHz));
        short[] pcm = new short[codec.maxDecodedSamples(1)];
        int inputs = Integer.getInteger("fuzz.inputs", 10_000);
        int decoded = 0;
        for (int i = 0; i < inputs; i++) {
            byte[] packet = random.nextInt(3) == 0 ? mutated(random, real) : garbage(random);
            try {
                assertThat(codec.decode(packet, 0, packet.length, pcm, 0)).isBetween(rateHz / 400, rateHz * 120 / 1000);
                decoded++;
            } catch (CodecException refused) {
                assertThat(refused).hasMessageContaining("Opus");
            }
        }

        assertThat(decoded).isBetween(inputs / 10, inputs);
    }

    /** Pages whose checksums are right and nothing else is, so that garbage gets as far as it can. */
    @Test
    void survivesFilesOfGarbage() throws IOException {
        Random random = new Random(SEED);
        byte[] packet = new byte[OpusFileReader.MAX_PACKET_BYTES];
        int inputs = Integer.getInteger("fuzz.inputs", 10_000);
        int read = 0;
        for (int i = 0; i < inputs; i++) {
            byte[] file = file(random);
            try (OpusFileReader reader = OpusFileReader.open(new ByteArrayInputStream(file))) {
                int packets = 0;
                for (int length = reader.read(packet, 0); length >= 0; length = reader.read(packet, 0)) {
                    assertThat(length).isPositive();
                    assertThat(++packets).isLessThan(file.length);
                }
                assertThat(reader.lengthSamples()).isGreaterThanOrEqualTo(-1);
                read += packets > 0 ? 1 : 0;
            } catch (CodecException refused) {
                assertThat(refused).hasMessageMatching(".*(Ogg|Opus).*");
            }
        }

        assertThat(read).isBetween(inputs / 10, inputs);
    }

    private static byte[] file(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] head = new OpusHead(1, random.nextInt(65536), random.nextInt(48000), random.nextInt(100)).toBytes();
        byte[] tags = Arrays.copyOf("OpusTags".getBytes(StandardCharsets.US_ASCII), 16 + random.nextInt(200));
        bytes.writeBytes(
                OggPage.of(OggPage.FIRST, 0, 1, 0, new byte[] {19}, head).toBytes());
        bytes.writeBytes(
                OggPage.of(0, 0, 1, 1, new byte[] {(byte) tags.length}, tags).toBytes());
        for (int pages = random.nextInt(5); pages >= 0; pages--) {
            byte[] pieces = new byte[random.nextInt(6)];
            int length = 0;
            for (int i = 0; i < pieces.length; i++) {
                pieces[i] = (byte) (random.nextInt(3) == 0 ? 255 : random.nextInt(256));
                length += pieces[i] & 0xFF;
            }
            byte[] body = new byte[length];
            random.nextBytes(body);
            long position = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(100_000);
            int flags = random.nextInt(2) | random.nextInt(16) / 15 * OggPage.LAST;
            bytes.writeBytes(OggPage.of(flags, position, random.nextInt(10) / 9 + 1, 9, pieces, body)
                    .toBytes());
        }
        byte[] file = bytes.toByteArray();
        if (random.nextInt(10) == 0) {
            file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }

    private static byte[] garbage(Random random) {
        byte[] packet = new byte[random.nextInt(random.nextInt(50) == 0 ? 1600 : 80)];
        random.nextBytes(packet);
        return packet;
    }

    private static byte[] mutated(Random random, List<byte[]> real) {
        byte[] packet = real.get(random.nextInt(real.size())).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return Arrays.copyOf(packet, 1 + random.nextInt(packet.length + 4));
    }
}
