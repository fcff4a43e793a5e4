package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one encoding to another and back. */
class RoundTripTest {
    @TempDir
    Path folder;

    private Path file(String name, byte... bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path converted(Path in, String name, Object... options) {
        Path out = folder.resolve(name);
        Object[] arguments = Arrays.copyOf(new Object[] {in, out}, 2 + options.length);
        System.arraycopy(options, 0, arguments, 2, options.length);
        Run run = Run.convert(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return out;
    }

    @Test
    void everyALawByteSurvivesL16AndBack() throws IOException {
        Path in = file("a.alaw", TestAudio.every256Bytes());

        Path linear = converted(in, "a.l16");
        Path back = converted(linear, "back.alaw", "--rate", 8000);

        assertThat(back).hasBinaryContent(TestAudio.every256Bytes());
    }

    @Test
    void everyMuLawByteSurvivesL16AndBackExceptTheSecondZero() throws IOException {
        Path in = file("a.ulaw", TestAudio.every256Bytes());

        Path linear = converted(in, "a.l16");
        Path back = converted(linear, "back.ulaw", "--rate", 8000);

        byte[] expected = TestAudio.every256Bytes();
        expected[0x7F] = (byte) 0xFF;
        assertThat(back).hasBinaryContent(expected);
    }

    @Test
    void payloadsSurviveAWavFileOfTheirOwnLaw() throws IOException {
        Path in = file("a.alaw", TestAudio.every256Bytes());

        Path wav = converted(in, "a.wav", "--to", "PCMA");
        Path back = converted(wav, "back.alaw");

        assertThat(Files.size(wav)).isEqualTo(256 + 58);
        assertThat(back).hasBinaryContent(TestAudio.every256Bytes());
    }

    @Test
    void l16SurvivesBothByteOrdersAndWav() throws IOException {
        byte[] little = TestAudio.encoded(MediaFormat.l16(16000), TestAudio.voice(16000, 0.7));
        Path in = file("a.l16", little);

        Path big = converted(in, "big.l16", "--rate", 16000, "--to-byte-order", "big");
        Path wav = converted(big, "a.wav", "--rate", 16000, "--byte-order", "big");
        Path back = converted(wav, "back.l16");

        assertThat(big).hasBinaryContent(TestAudio.encoded(TestAudio.BIG, TestAudio.voice(16000, 0.7)));
        assertThat(TestAudio.samples(wav)).isEqualTo(TestAudio.voice(16000, 0.7));
        assertThat(back).hasBinaryContent(little);
    }

    @Test
    void g722IsWhatTheCodecMakesOfItInOneGo() throws IOException {
        short[] voice = TestAudio.voice(16000, 3);
        Path in = TestAudio.wav(folder.resolve("a.wav"), 16000, 1, voice);

        Path g722 = converted(in, "a.g722");
        Path back = converted(g722, "back.wav");

        byte[] expected = TestAudio.encoded(MediaFormat.G722, voice);
        assertThat(g722).hasBinaryContent(expected);
        assertThat(TestAudio.samples(back)).isEqualTo(TestAudio.decoded(MediaFormat.G722, expected));
        assertThat(TestAudio.snr(voice, TestAudio.samples(back), 30)).isGreaterThan(15);
    }

    @Test
    void anOddSampleIsPairedWithSilenceForG722() throws IOException {
        Path in = TestAudio.wav(folder.resolve("a.wav"), 16000, 1, TestAudio.voice(16000, 0.1 + 1.0 / 16000));

        Path g722 = converted(in, "a.g722");

        assertThat(Files.size(g722)).isEqualTo(801);
    }

    @Test
    void anotherRateAndBackKeepsWhatTheLowerRateCanHold() throws IOException {
        short[] voice = TestAudio.voice(8000, 3);
        Path in = TestAudio.wav(folder.resolve("a.wav"), 8000, 1, voice);

        Path fast = converted(in, "fast.wav", "--to-rate", 44100);
        Path back = converted(fast, "back.wav", "--to-rate", 8000);

        assertThat(TestAudio.rateHz(fast)).isEqualTo(44100);
        assertThat(TestAudio.samples(fast)).hasSize(3 * 44100);
        assertThat(TestAudio.samples(back)).hasSize(voice.length);
        assertThat(TestAudio.snr(voice, TestAudio.samples(back), 0))
                .as("two passes of at most 0.1 dB of ripple")
                .isGreaterThan(32);
    }

    @Test
    void encodingsWithOneRateAreConvertedToItUnasked() throws IOException {
        Path in = TestAudio.wav(folder.resolve("a.wav"), 24000, 1, TestAudio.voice(24000, 2));

        assertThat(Files.size(converted(in, "a.ulaw"))).isEqualTo(16000);
        assertThat(Files.size(converted(in, "a.alaw"))).isEqualTo(16000);
        assertThat(Files.size(converted(in, "a.g722"))).isEqualTo(16000);
        assertThat(Files.size(converted(in, "a.l16"))).isEqualTo(96000);
    }

    @Test
    void memoryDoesNotGrowWithTheAudio() throws IOException {
        Path minute = file("minute.l16", new byte[60 * 32000]);
        Path many = file("many.l16", new byte[5 * 60 * 32000]);
        converted(minute, "warm.g722", "--rate", 16000);

        long first = allocatedBytes(() -> converted(minute, "minute.g722", "--rate", 16000));
        long second = allocatedBytes(() -> converted(many, "many.g722", "--rate", 16000));

        assertThat(Files.size(folder.resolve("many.g722"))).isEqualTo(5 * 60 * 8000);
        assertThat(second - first).as("of %d bytes", Files.size(many)).isLessThan(1_000_000);
    }

    private static long allocatedBytes(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
