package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs make of our bytes, where they are installed; skipped with a message where they are not. */
class ExternalToolsIT {
    @TempDir
    Path folder;

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }

    private static void assumeInstalled(String program) {
        assumeTrue(isInstalled(program), program + " is not installed: our files are not compared with it");
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        int exitCode = process.waitFor();
        assertThat(exitCode).as(Files.readString(output)).isZero();
    }

    private static short[] speech() throws IOException {
        try (InputStream in = ExternalToolsIT.class.getResourceAsStream("/speech/message-16k.wav")) {
            return read(WavReader.open(Objects.requireNonNull(in)));
        }
    }

    private static short[] read(WavReader reader) throws IOException {
        try (reader) {
            short[] pcm = new short[1_000_000];
            return Arrays.copyOf(pcm, Math.max(0, reader.read(pcm, 0, pcm.length)));
        }
    }

    private static byte[] encoded(MediaFormat format, short[] pcm) {
        AudioCodec codec = AudioCodec.of(format);
        byte[] bytes = new byte[codec.maxEncodedBytes(pcm.length)];
        return Arrays.copyOf(bytes, codec.encode(pcm, 0, pcm.length, bytes, 0));
    }

    private static short[] decoded(MediaFormat format, byte[] bytes) {
        AudioCodec codec = AudioCodec.of(format);
        short[] pcm = new short[codec.maxDecodedSamples(bytes.length)];
        return Arrays.copyOf(pcm, codec.decode(bytes, 0, bytes.length, pcm, 0));
    }

    private static short[] samples(Path raw) throws IOException {
        return decoded(MediaFormat.l16(8000), Files.readAllBytes(raw));
    }

    @Test
    void ffmpegDecodesOurG711AsWeDo() throws Exception {
        assumeInstalled("ffmpeg");
        for (MediaFormat format : List.of(MediaFormat.PCMU, MediaFormat.PCMA)) {
            byte[] bytes = encoded(format, speech());
            Path in = Files.write(folder.resolve("in.raw"), bytes);
            Path out = folder.resolve("out.raw");
            String name = format.encoding() == Encoding.PCMU ? "mulaw" : "alaw";

            run("ffmpeg", "-y", "-f", name, "-ar", "8000", "-i", in.toString(), "-f", "s16le", out.toString());

            assertThat(samples(out)).isEqualTo(decoded(format, bytes));
        }
    }

    @Test
    void soxDecodesOurG711AsWeDo() throws Exception {
        assumeInstalled("sox");
        for (MediaFormat format : List.of(MediaFormat.PCMU, MediaFormat.PCMA)) {
            byte[] bytes = encoded(format, speech());
            Path in = Files.write(folder.resolve("in.raw"), bytes);
            Path out = folder.resolve("out.raw");
            String name = format.encoding() == Encoding.PCMU ? "mu-law" : "a-law";

            run(
                    "sox",
                    "-D",
                    "-t",
                    "raw",
                    "-e",
                    name,
                    "-r",
                    "8000",
                    "-c",
                    "1",
                    in.toString(),
                    "-t",
                    "raw",
                    "-e",
                    "signed",
                    "-b",
                    "16",
                    "-L",
                    out.toString());

            assertThat(samples(out)).isEqualTo(decoded(format, bytes));
        }
    }

    /** ffmpeg's decoder takes no part of the golden data, so it is a second opinion on speech. */
    @Test
    void ffmpegDecodesOurG722AsWeDo() throws Exception {
        assumeInstalled("ffmpeg");
        short[] speech = speech();
        byte[] bytes = encoded(MediaFormat.G722, Arrays.copyOf(speech, speech.length & ~1));
        Path in = Files.write(folder.resolve("in.g722"), bytes);
        Path out = folder.resolve("out.raw");

        run("ffmpeg", "-y", "-f", "g722", "-i", in.toString(), "-f", "s16le", out.toString());

        assertThat(samples(out)).isEqualTo(decoded(MediaFormat.G722, bytes));
    }

    @Test
    void weDecodeTheG722OfFfmpegAsItDoes() throws Exception {
        assumeInstalled("ffmpeg");
        Path in = Files.write(folder.resolve("in.raw"), encoded(MediaFormat.l16(16000), speech()));
        Path g722 = folder.resolve("out.g722");
        Path out = folder.resolve("out.raw");

        run("ffmpeg", "-y", "-f", "s16le", "-ar", "16000", "-i", in.toString(), "-c:a", "g722", g722.toString());
        run("ffmpeg", "-y", "-f", "g722", "-i", g722.toString(), "-f", "s16le", out.toString());

        assertThat(decoded(MediaFormat.G722, Files.readAllBytes(g722))).isEqualTo(samples(out));
    }

    @Test
    void soxAndFfmpegReadTheWavFilesWeWrite() throws Exception {
        assumeInstalled("ffmpeg");
        assumeInstalled("sox");
        for (WavEncoding encoding : List.of(WavEncoding.PCM_16, WavEncoding.MU_LAW, WavEncoding.A_LAW)) {
            Path wav = folder.resolve(encoding + ".wav");
            Path out = folder.resolve("out.raw");
            try (WavWriter writer = WavWriter.create(wav, encoding, 1, 16000)) {
                short[] speech = speech();
                writer.write(speech, 0, speech.length);
            }
            short[] expected = read(WavReader.open(wav));

            run("sox", "-D", wav.toString(), "-t", "raw", "-e", "signed", "-b", "16", "-L", out.toString());
            assertThat(samples(out)).isEqualTo(expected);
            run("ffmpeg", "-y", "-i", wav.toString(), "-f", "s16le", out.toString());
            assertThat(samples(out)).isEqualTo(expected);
        }
    }

    @Test
    void weReadTheWavFilesThatFfmpegWrites() throws Exception {
        assumeInstalled("ffmpeg");
        Path in = Files.write(folder.resolve("in.raw"), encoded(MediaFormat.l16(16000), speech()));
        for (String codec : List.of("pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le")) {
            Path wav = folder.resolve(codec + ".wav");

            run("ffmpeg", "-y", "-f", "s16le", "-ar", "16000", "-i", in.toString(), "-c:a", codec, wav.toString());

            assertThat(read(WavReader.open(wav))).as(codec).isEqualTo(speech());
        }
        Path streamed = folder.resolve("streamed.wav");
        run("sh", "-c", "ffmpeg -f s16le -ar 16000 -i " + in + " -f wav - > " + streamed);
        WavReader reader = WavReader.open(streamed);
        assertThat(reader.lengthFrames()).isEqualTo(-1);
        assertThat(read(reader)).isEqualTo(speech());
    }
}
