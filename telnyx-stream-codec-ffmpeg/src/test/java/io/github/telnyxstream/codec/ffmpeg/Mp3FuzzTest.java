package io.github.telnyxstream.codec.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

class Mp3FuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 11172L);

    @BeforeAll
    static void needsFfmpeg() {
        NativeLibrary.assumeLoads();
    }

    /** So that a failure can be had again. */
    @RegisterExtension
    static final TestExecutionExceptionHandler SAYS_THE_SEED = (context, failure) -> {
        throw new AssertionError("with -Dfuzz.seed=" + SEED, failure);
    };

    /** Ten thousand short files in every build, a million in the profile long; {@code -Dfuzz.seed} to see others. */
    @Test
    void survivesGarbage() {
        Random random = new Random(SEED);
        AudioCodec codec = Mp3CodecTest.codec(16000);
        byte[] real = Mp3CodecTest.encoded(codec, Voice.samples(16000, 16000));
        int inputs = Integer.getInteger("fuzz.inputs", 10_000);
        int decoded = 0;
        for (int i = 0; i < inputs; i++) {
            int from = random.nextInt(real.length - 900);
            byte[] file = Arrays.copyOfRange(real, from, from + random.nextInt(900));
            for (int flips = random.nextInt(12); flips > 0 && file.length > 0; flips--) {
                file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                decoded += Mp3CodecTest.decoded(codec, file).length > 0 ? 1 : 0;
            } catch (CodecException refused) {
                assertThat(refused).hasMessageContaining("MP3");
            }
        }

        assertThat(decoded).isBetween(inputs / 4, inputs);
    }
}
