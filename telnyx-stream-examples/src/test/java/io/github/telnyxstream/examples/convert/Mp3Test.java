package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.opus.OpusFileReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** MP3, which comes from a module of its own. */
class Mp3Test {
    private static final String WHERE = "belongs into the folder lib beside telnyx-stream.jar";

    @BeforeAll
    static void needsFfmpeg() {
        NativeLibrary.assumeLoads();
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000, 22050, 24000, 44100, 48000})
    void voiceSurvivesMp3AtItsOwnRate(int rateHz) throws IOException {
        short[] voice = TestAudio.voice(rateHz, 2);
        Path in = TestAudio.wav(folder.resolve("in.wav"), rateHz, 1, voice);

        Run there = Run.convert(in, folder.resolve("a.mp3"));
        Run back = Run.convert(folder.resolve("a.mp3"), folder.resolve("back.wav"));

        assertThat(there.exitCode()).as(there.err()).isZero();
        assertThat(back.exitCode()).as(back.err()).isZero();
        assertThat(TestAudio.rateHz(folder.resolve("back.wav"))).isEqualTo(rateHz);
        short[] heard = TestAudio.samples(folder.resolve("back.wav"));
        assertThat(heard.length).isBetween(voice.length, voice.length + rateHz * 3 / 10);
        assertThat(TestAudio.snr(voice, heard, 4000)).isGreaterThan(15);
    }

    /** MP3 has but a few rates. */
    @ParameterizedTest
    @CsvSource({"8000, 8000", "11000, 12000", "22255, 24000", "96000, 48000"})
    void audioOfAnyRateGoesIntoTheNextHigherOneOfMp3(int rateHz, int mp3Hz) throws IOException {
        Path in = TestAudio.wav(folder.resolve("in.wav"), rateHz, 1, TestAudio.voice(rateHz, 1));
        Path mp3 = folder.resolve("a.mp3");

        Run run = Run.convert(in, mp3);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Mp3Rate.of(Files.readAllBytes(mp3))).hasValue(mp3Hz);
    }

    @Test
    void theRateOptionPretendsAnotherRate() throws IOException {
        Run.tone(folder.resolve("a.mp3"), "--to-rate", 16000);

        assertThat(Run.convert(folder.resolve("a.mp3"), folder.resolve("a.wav"), "--rate", 8000)
                        .exitCode())
                .isZero();

        assertThat(TestAudio.rateHz(folder.resolve("a.wav"))).isEqualTo(8000);
    }

    @Test
    void bytesThatAreNoMp3AreRefused() throws IOException {
        Path noise = Files.write(folder.resolve("a.mp3"), TestAudio.every256Bytes());

        Run run = Run.convert(noise, folder.resolve("a.wav"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no MP3 audio").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {9000, 11025})
    void aRateThatMp3DoesNotHaveIsRefused(int rateHz) {
        Run run = Run.tone(folder.resolve("a.mp3"), "--to-rate", rateHz);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(rateHz + " Hz is not a rate of MP3").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void withoutTheModuleItsArtifactIsNamed() throws Exception {
        Run.tone(folder.resolve("there.mp3"));

        Run to = runWithoutTheModule(ToneCommand.class, folder.resolve("a.mp3"));
        Run from = runWithoutTheModule(ConvertCommand.class, folder.resolve("there.mp3"), folder.resolve("a.wav"));
        Run awb = runWithoutTheModule(ToneCommand.class, folder.resolve("a.awb"));

        assertThat(to.exitCode()).isEqualTo(1);
        assertThat(to.err()).contains("telnyx-stream-codec-ffmpeg", WHERE).hasLineCount(1);
        assertThat(awb.exitCode()).isEqualTo(1);
        assertThat(awb.err()).contains("telnyx-stream-codec-ffmpeg", WHERE).hasLineCount(1);
        assertThat(from.exitCode()).isEqualTo(1);
        assertThat(from.err()).contains("telnyx-stream-codec-ffmpeg", WHERE).hasLineCount(1);
        assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("there.mp3"));
    }

    /** In a class loader that has the command, the codecs and picocli, and nothing else. */
    private static Run runWithoutTheModule(Class<?> command, Path... files) throws Exception {
        URL[] needed = {
            location(command), location(AudioCodec.class), location(OpusFileReader.class), location(CommandLine.class)
        };
        Thread thread = Thread.currentThread();
        ClassLoader all = thread.getContextClassLoader();
        try (URLClassLoader few = new URLClassLoader(needed, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(few);
            Class<?> type = few.loadClass(CommandLine.class.getName());
            Object instance = few.loadClass(command.getName()).getConstructor().newInstance();
            Object line = type.getConstructor(Object.class).newInstance(instance);
            StringWriter err = new StringWriter();
            type.getMethod("setErr", PrintWriter.class).invoke(line, new PrintWriter(err));
            String[] arguments = Stream.of(files).map(Path::toString).toArray(String[]::new);
            int exitCode = (int) type.getMethod("execute", String[].class).invoke(line, (Object) arguments);
            return new Run(exitCode, "", err.toString());
        } finally {
            thread.setContextClassLoader(all);
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void theRateIsFoundBehindTitlesAndJunk() {
        byte[] clip = TestAudio.encoded(MediaFormat.of(Encoding.MP3, 24000), TestAudio.voice(24000, 0.5));
        byte[] tagged = new byte[10 + 300 + clip.length];
        System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 2, 44 - 10}, 0, tagged, 0, 10);
        System.arraycopy(new byte[] {-1, -5, -112, 0}, 0, tagged, 303, 4); // looks like a head of another rate
        System.arraycopy(clip, 0, tagged, 310, clip.length);

        assertThat(Mp3Rate.of(tagged)).hasValue(24000);
        assertThat(Mp3Rate.of(new byte[0])).isEmpty();
        assertThat(Mp3Rate.of(new byte[] {'I', 'D', '3', 4, 0, 0, 127, 127, 127, 127}))
                .isEmpty();
    }
}
