package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.testkit.caller.Murmur;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecDoubtTest {
    /** Speech, a pause, and the soft noise of a line. */
    private static short[] talk() {
        short[] talk = Arrays.copyOf(Murmur.lasting(2000), 32_000);
        Random random = new Random(5);
        for (int i = 16_000; i < talk.length; i++) {
            talk[i] = (short) (random.nextGaussian() * 4);
        }
        return talk;
    }

    private static MediaFormat format(String name) {
        return name.startsWith("L16")
                ? MediaFormat.l16(8000)
                : name.equals("PCMU") ? MediaFormat.PCMU : MediaFormat.PCMA;
    }

    private static byte[] encoded(short[] pcm, String name) {
        AudioCodec codec = AudioCodec.of(format(name));
        byte[] bytes = new byte[codec.maxEncodedBytes(pcm.length)];
        codec.encode(pcm, 0, pcm.length, bytes, 0);
        if (name.endsWith("BE")) {
            for (int i = 0; i + 1 < bytes.length; i += 2) {
                byte low = bytes[i];
                bytes[i] = bytes[i + 1];
                bytes[i + 1] = low;
            }
        }
        return bytes;
    }

    private static @Nullable String told(short[] pcm, String asked, String sent) {
        CodecDoubt doubt = new CodecDoubt(format(asked));
        byte[] bytes = encoded(pcm, sent);
        String first = null;
        int times = 0;
        for (int at = 0; at + 160 <= bytes.length; at += 160) {
            String now = doubt.offer(Arrays.copyOfRange(bytes, at, at + 160));
            if (now != null) {
                first = now;
                times++;
            }
        }
        assertThat(times).as("told once").isLessThanOrEqualTo(1);
        return first;
    }

    @ParameterizedTest
    @CsvSource({"PCMU,PCMA", "PCMU,L16", "PCMA,PCMU", "PCMA,L16", "L16,PCMU", "L16,PCMA"})
    void namesTheCodecThatIsSentInsteadOfTheOneThatWasAskedFor(String asked, String sent) {
        assertThat(told(talk(), asked, sent))
                .isEqualTo("audio that looks like " + sent + " on a stream that was asked for as " + asked);
    }

    @Test
    void namesBytesThatAreSwapped() {
        assertThat(told(talk(), "L16", "L16BE")).contains("high byte first").contains("asked for as L16");
    }

    @ParameterizedTest
    @CsvSource({"PCMU", "PCMA", "L16"})
    void doubtsNothingThatIsAsItWasAskedFor(String codec) {
        short[] noise = new short[32_000];
        short[] clipped = talk();
        Random random = new Random(9);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextGaussian() * 3000);
            clipped[i] = (short) Math.max(-32_768, Math.min(32_767, clipped[i] * 40));
        }
        for (int loudest = 8; loudest < 32_768; loudest = loudest * 5 / 4) {
            short[] even = new short[32_000];
            short[] gaussian = new short[32_000];
            for (int i = 0; i < even.length; i++) {
                even[i] = (short) (random.nextInt(2 * loudest) - loudest);
                gaussian[i] = (short) Math.max(-32_768, Math.min(32_767, random.nextGaussian() * loudest / 2));
            }
            assertThat(told(even, codec, codec)).as("even noise of %d", loudest).isNull();
            assertThat(told(gaussian, codec, codec)).as("noise of %d", loudest).isNull();
        }
        assertThat(told(talk(), codec, codec)).isNull();
        assertThat(told(noise, codec, codec)).isNull();
        assertThat(told(clipped, codec, codec)).isNull();
        assertThat(told(new short[32_000], codec, codec)).isNull();
        for (int hz : new int[] {350, 400, 1000, 2600}) {
            for (int dbov : new int[] {-6, -20, -30, -40}) {
                short[] tone = ToneGenerator.of(hz, 8000, dbov).beep(Duration.ofSeconds(4));
                assertThat(told(tone, codec, codec))
                        .as(() -> String.format(Locale.ROOT, "%d Hz at %d dBov", hz, dbov))
                        .isNull();
            }
        }
    }
}
