package io.github.telnyxstream.stream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamRecorderTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("message.wav");
    }

    private static MediaFrame frame(int value, int samples, int lostBefore) {
        short[] pcm = new short[samples];
        Arrays.fill(pcm, (short) value);
        MediaEvent event = new MediaEvent(null, -1, Track.INBOUND, -1, -1, new byte[samples]);
        return MediaFrame.of(event, MediaFormat.PCMU, pcm, lostBefore);
    }

    private short[] recorded() throws IOException {
        try (WavReader wav = WavReader.open(file)) {
            assertThat(wav.sampleRateHz()).isEqualTo(8000);
            short[] pcm = new short[100_000];
            int length = 0;
            for (int count = wav.readMono(pcm, 0, pcm.length);
                    count > 0;
                    count = wav.readMono(pcm, length, pcm.length - length)) {
                length += count;
            }
            return Arrays.copyOf(pcm, length);
        }
    }

    @Test
    void writesEverySampleExactly() throws IOException {
        try (StreamRecorder recorder = StreamRecorder.create(file, 8000)) {
            recorder.write(frame(-32768, 160, 0));
            recorder.write(frame(32767, 80, 0));
            assertThat(recorder.duration()).isEqualTo(Duration.ofMillis(30));
        }

        assertThat(recorded()).hasSize(240).startsWith(-32768).endsWith(32767);
    }

    @Test
    void putsSilenceWhereFramesWereLost() throws IOException {
        try (StreamRecorder recorder = StreamRecorder.create(file, 8000)) {
            recorder.write(frame(5, 160, 0));
            recorder.write(frame(7, 160, 20));
            assertThat(recorder.duration()).isEqualTo(Duration.ofMillis(20 * 22));
        }

        short[] pcm = recorded();
        assertThat(pcm).hasSize(160 * 22);
        assertThat(pcm[159]).isEqualTo((short) 5);
        assertThat(Arrays.copyOfRange(pcm, 160, 160 * 21)).containsOnly(0);
        assertThat(pcm[160 * 21]).isEqualTo((short) 7);
    }

    @Test
    void leavesOutWhatWasLostBeforeItBegan() throws IOException {
        try (StreamRecorder recorder = StreamRecorder.create(file, 8000)) {
            recorder.write(frame(5, 160, 40));
        }

        assertThat(recorded()).hasSize(160).containsOnly(5);
    }

    @Test
    void keepsTimeThroughAnEmptyFrame() throws IOException {
        try (StreamRecorder recorder = StreamRecorder.create(file, 8000)) {
            recorder.write(frame(5, 160, 0));
            recorder.write(frame(0, 0, 2));
            recorder.write(frame(7, 160, 0));
        }

        assertThat(recorded()).hasSize(160 * 4).startsWith(5).endsWith(7);
    }

    @Test
    void isValidAfterEveryFlush() throws IOException {
        try (StreamRecorder recorder = StreamRecorder.create(file, 8000)) {
            recorder.write(frame(5, 160, 0));
            recorder.flush();
            assertThat(recorded()).hasSize(160).containsOnly(5);

            recorder.write(frame(6, 160, 1));
            recorder.flush();
            assertThat(recorded()).hasSize(480).endsWith(6);
        }
    }

    @Test
    void isAValidFileWithoutAnyFrame() throws IOException {
        StreamRecorder.create(file, 8000).close();

        assertThat(recorded()).isEmpty();
    }

    @Test
    void refusesAFrameOfAnotherRate() throws IOException {
        try (StreamRecorder recorder = StreamRecorder.create(file, 16000)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> recorder.write(frame(1, 160, 0)))
                    .withMessageContaining("8000")
                    .withMessageContaining("16000");
            assertThat(recorder.duration()).isZero();
        }
    }

    @Test
    void refusesAFrameAfterItWasClosed() throws IOException {
        StreamRecorder recorder = StreamRecorder.create(file, 8000);
        recorder.write(frame(1, 160, 0));
        recorder.close();
        recorder.close();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> recorder.write(frame(1, 160, 0)));
        assertThat(recorded()).hasSize(160);
    }
}
