package io.github.telnyxstream.codec.opus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
