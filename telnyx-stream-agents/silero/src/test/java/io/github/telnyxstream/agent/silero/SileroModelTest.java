package io.github.telnyxstream.agent.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.agent.SpeechEar;
import io.github.telnyxstream.agent.TurnDetector;
import io.github.telnyxstream.agent.TurnDetector.Signal;
import io.github.telnyxstream.codec.dsp.Resampler;
import io.github.telnyxstream.codec.dsp.SileroHearing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SileroModelTest {

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000, 24000, 48000})
    void hearsASentenceAndNotTheSilenceAroundIt(int rateHz) throws Exception {
        try (SileroModel silero = SileroModel.load(ModelFile.require())) {
            SpeechEar ear = silero.ear(rateHz);
            short[] sentence = at(rateHz, SileroHearing.sentence());

            assertThat(heard(ear, new short[2 * rateHz], rateHz / 50)).isZero();
            assertThat(ear.speechFor()).isZero();
            int frames = heard(ear, sentence, rateHz / 50);
            assertThat(frames / (sentence.length / (rateHz / 50.0))).isGreaterThan(0.6);
            heard(ear, new short[rateHz], rateHz / 50);
            assertThat(ear.silenceFor()).isGreaterThan(Duration.ofMillis(700));
        }
    }

    @Test
    void doesNotMindHowItIsCut() throws Exception {
        try (SileroModel silero = SileroModel.load(ModelFile.require())) {
            short[] sentence = SileroHearing.sentence();
            SpeechEar inFrames = silero.ear(8000);
            SpeechEar inPieces = silero.ear(8000);
            heard(inFrames, sentence, 160);
            heard(inPieces, sentence, 37);

            assertThat(inPieces.speechFor()).isEqualTo(inFrames.speechFor());
            assertThat(inPieces.silenceFor()).isEqualTo(inFrames.silenceFor());
        }
    }

    @Test
    void keepsCallersApart() throws Exception {
        try (SileroModel silero = SileroModel.load(ModelFile.require())) {
            short[] sentence = SileroHearing.sentence();
            SpeechEar alone = silero.ear(8000);
            SpeechEar first = silero.ear(8000);
            SpeechEar other = silero.ear(8000);
            List<Boolean> wanted = new ArrayList<>();
            List<Boolean> beside = new ArrayList<>();
            Random random = new Random(4);
            for (int at = 0; at + 160 <= sentence.length; at += 160) {
                wanted.add(alone.offer(sentence, at, 160));
                short[] noise = new short[160];
                for (int i = 0; i < noise.length; i++) {
                    noise[i] = (short) (3000 * random.nextGaussian());
                }
                other.offer(noise, 0, 160);
                beside.add(first.offer(sentence, at, 160));
            }
            assertThat(beside).isEqualTo(wanted);
        }
    }

    @Test
    void tellsWhenATurnIsOver() throws Exception {
        try (SileroModel silero = SileroModel.load(ModelFile.require())) {
            TurnDetector detector = TurnDetector.adaptive(Duration.ofMillis(400), Duration.ofMillis(1500), silero::ear);
            short[] call = Arrays.copyOf(SileroHearing.sentence(), SileroHearing.sentence().length + 16000);
            List<Signal> signals = new ArrayList<>();
            for (int at = 0; at + 160 <= call.length; at += 160) {
                signals.add(detector.hear(Arrays.copyOfRange(call, at, at + 160), 8000));
            }
            assertThat(signals.stream().filter(signal -> signal != Signal.NONE))
                    .startsWith(Signal.BEGAN)
                    .endsWith(Signal.PAUSED, Signal.ENDED);
        }
    }

    @Test
    @Tag("thorough")
    void holdsTheFiguresOfThePageWithSomeRoom() throws Exception {
        try (SileroModel silero = SileroModel.load(ModelFile.require())) {
            assertThat(SileroHearing.shareOfEvents(silero, "breath")).isLessThanOrEqualTo(0.1);
            assertThat(SileroHearing.shareOfEvents(silero, "click")).isLessThanOrEqualTo(0.1);
            assertThat(SileroHearing.shareOfSentences(silero)).isGreaterThan(0.8);
        }
    }

    @Test
    void saysThatThereIsNoFile(@TempDir Path folder) {
        assertThatThrownBy(() -> SileroModel.load(folder.resolve("silero.onnx")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("silero.onnx")
                .hasMessageContaining("is not there");
    }

    @Test
    void saysThatAFileIsNoModel(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("silero.onnx"), "<html>404</html>");

        assertThatThrownBy(() -> SileroModel.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("silero.onnx is no ONNX model that can be loaded");
    }

    @Test
    void saysThatAModelHasOtherInputs() throws IOException {
        Path older = ModelFile.require().resolveSibling("package/silero_vad_legacy.onnx");

        assertThatThrownBy(() -> SileroModel.load(older))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no model of Silero VAD 5: its inputs are [");
    }

    private static short[] at(int rateHz, short[] narrow) {
        if (rateHz == 8000) {
            return narrow;
        }
        Resampler resampler = Resampler.of(8000, rateHz);
        short[] out = new short[resampler.maxOutputSamples(narrow.length)];
        int length = resampler.process(narrow, 0, narrow.length, out, 0);
        return Arrays.copyOf(out, length);
    }

    /** In how many frames there was speech. */
    private static int heard(SpeechEar ear, short[] pcm, int frame) {
        int heard = 0;
        for (int at = 0; at + frame <= pcm.length; at += frame) {
            heard += ear.offer(pcm, at, frame) ? 1 : 0;
        }
        return heard;
    }
}
