package io.github.telnyxstream.codec.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

class AmrWbFuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 4867L);

    @BeforeAll
    static void needsFfmpeg() {
        NativeLibrary.assumeLoads();
    }

    /** So that a failure can be had again. */
    @RegisterExtension
    static final TestExecutionExceptionHandler SAYS_THE_SEED = (context, failure) -> {
        throw new AssertionError("with -Dfuzz.seed=" + SEED, failure);
    };

    /** Ten thousand payloads in every build, a million in the profile long; {@code -Dfuzz.seed} to see others. */
    @Test
    void survivesGarbage() {
        Random random = new Random(SEED);
        AudioCodec codec = AudioCodec.of(MediaFormat.of(Encoding.AMR_WB, 16000));
        List<byte[]> real = AmrWbCodecTest.payloads(
                FfmpegCodecProvider.amrWb(AmrWbFraming.OCTET_ALIGNED), Voice.samples(16000, 16000));
        int[] sizes = {2, 7, 18, 19, 24, 25, 33, 34, 37, 38, 41, 42, 47, 48, 51, 52, 59, 60, 61, 62};
        short[] pcm = new short[320 * 12];
        int inputs = Integer.getInteger("fuzz.inputs", 10_000);
        int decoded = 0;
        for (int i = 0; i < inputs; i++) {
            byte[] payload = new byte[random.nextInt(4) == 0 ? random.nextInt(200) : sizes[random.nextInt(20)]];
            random.nextBytes(payload);
            if (random.nextBoolean()) {
                payload = real.get(random.nextInt(real.size())).clone();
                payload[random.nextInt(34)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(codec.decode(payload, 0, payload.length, pcm, 0))
                        .isPositive()
                        .isLessThanOrEqualTo(codec.maxDecodedSamples(payload.length));
                decoded++;
            } catch (CodecException refused) {
                assertThat(refused).hasMessageContaining("AMR-WB");
            }
        }

        assertThat(decoded).isBetween(inputs / 10, inputs - 1);
    }

    /** Whatever a file's reader gives is a payload of one frame. */
    @Test
    void survivesFilesOfGarbage() throws IOException {
        Random random = new Random(SEED);
        byte[] payload = new byte[AmrWbFileReader.MAX_PAYLOAD_BYTES];
        int inputs = Integer.getInteger("fuzz.inputs", 10_000);
        long frames = 0;
        for (int i = 0; i < inputs; i++) {
            byte[] file = new byte[AmrWbFileReader.MAGIC.length + random.nextInt(300)];
            random.nextBytes(file);
            int right = random.nextInt(20) == 0 ? random.nextInt(9) : 9;
            System.arraycopy(AmrWbFileReader.MAGIC, 0, file, 0, right);
            try (AmrWbFileReader reader = AmrWbFileReader.open(new ByteArrayInputStream(file))) {
                for (int length = reader.read(payload, 0); length >= 0; length = reader.read(payload, 0)) {
                    assertThat(new AmrWbPayload().open(payload, 0, length)).isEqualTo(1);
                    frames++;
                }
            } catch (CodecException refused) {
                assertThat(refused).hasMessageContaining("AMR-WB file");
            }
        }

        assertThat(frames).isGreaterThan(inputs);
    }
}
