package io.github.telnyxstream.stream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.stream.audio.CallRecorder.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRecorderTest {
    private static final int RATE = 8000;
    private static final int FRAME = 160;
    private static final long MILLI = 1_000_000;

    @TempDir
    Path folder;

    private static short[] frame(int value) {
        short[] pcm = new short[FRAME];
        Arrays.fill(pcm, (short) value);
        return pcm;
    }

    private short[] samples(Path file, int channels) throws IOException {
        try (WavReader wav = WavReader.open(file)) {
            assertThat(wav.channels()).isEqualTo(channels);
            short[] all = new short[(int) wav.lengthFrames() * channels];
            int read = 0;
            while (read < all.length) {
                int count = wav.read(all, read, all.length - read);
                if (count <= 0) {
                    break;
                }
                read += count;
            }
            return Arrays.copyOf(all, read);
        }
    }

    private static short[] channel(short[] both, int which) {
        short[] one = new short[both.length / 2];
        for (int k = 0; k < one.length; k++) {
            one[k] = both[2 * k + which];
        }
        return one;
    }

    @Test
    void putsTheCallerLeftAndUsRightAtTheSameTime() throws IOException {
        Path file = folder.resolve("call.wav");
        try (CallRecorder recorder = CallRecorder.create(file, RATE, Layout.STEREO)) {
            recorder.begin(0);
            for (int k = 0; k < 150; k++) {
                recorder.caller((k + 1) * 20 * MILLI, frame(1000 + k), RATE, 0);
                recorder.us(k * 20 * MILLI, frame(-1000 - k), FRAME, RATE);
                recorder.advance((k + 1) * 20 * MILLI);
            }
        }
        short[] both = samples(file, 2);

        assertThat(both).hasSize(2 * 150 * FRAME);
        for (int k = 0; k < 150 * FRAME; k++) {
            assertThat((int) both[2 * k]).isEqualTo(1000 + k / FRAME);
            assertThat((int) both[2 * k + 1]).isEqualTo(-1000 - k / FRAME);
        }
    }

    @Test
    void holdsOfUsOnlyWhatCanHaveBeenHeard() throws IOException {
        Path file = folder.resolve("call.wav");
        try (CallRecorder recorder = CallRecorder.create(file, RATE, Layout.US)) {
            recorder.begin(0);
            for (int k = 0; k < 100; k++) {
                recorder.us(k * 20 * MILLI, frame(500), FRAME, RATE);
            }
            recorder.silenced(305 * MILLI);
            recorder.us(600 * MILLI, frame(700), FRAME, RATE);
            recorder.advance(3000 * MILLI);
        }
        short[] us = samples(file, 1);

        assertThat(us).hasSize(3000 * 8);
        for (int k = 0; k < us.length; k++) {
            int expected = k < 305 * 8 ? 500 : k >= 600 * 8 && k < 620 * 8 ? 700 : 0;
            assertThat((int) us[k]).as("sample %d", k).isEqualTo(expected);
        }
    }

    @Test
    void givesALateSideItsPlace() throws IOException {
        Path file = folder.resolve("call.wav");
        try (CallRecorder recorder = CallRecorder.create(file, RATE, Layout.STEREO)) {
            recorder.begin(0);
            for (int k = 0; k < 250; k++) {
                recorder.us(k * 20 * MILLI, frame(1), FRAME, RATE);
                recorder.advance(k * 20 * MILLI);
            }
            for (int k = 250; k < 400; k++) {
                recorder.caller((k + 1) * 20 * MILLI, frame(2), RATE, 0);
                recorder.advance((k + 1) * 20 * MILLI);
            }
        }
        short[] caller = channel(samples(file, 2), 0);

        assertThat(caller).hasSize(400 * FRAME);
        assertThat(Arrays.copyOf(caller, 250 * FRAME)).containsOnly(0);
        assertThat(Arrays.copyOfRange(caller, 250 * FRAME, 400 * FRAME)).containsOnly(2);
    }

    @Test
    void mixesBothIntoOneChannelWithoutWrappingAround() throws IOException {
        Path file = folder.resolve("call.wav");
        try (CallRecorder recorder = CallRecorder.create(file, RATE, Layout.MIXED)) {
            recorder.begin(0);
            recorder.caller(20 * MILLI, frame(30_000), RATE, 0);
            recorder.us(0, frame(10_000), FRAME, RATE);
            recorder.advance(20 * MILLI);
        }
        assertThat(samples(file, 1)).hasSize(FRAME).containsOnly(Short.MAX_VALUE);
    }

    @Test
    void convertsBothSidesToTheRateOfTheFile() throws IOException {
        Path file = folder.resolve("call.wav");
        try (CallRecorder recorder = CallRecorder.create(file, 16_000, Layout.STEREO)) {
            recorder.begin(0);
            for (int k = 0; k < 100; k++) {
                recorder.caller((k + 1) * 20 * MILLI, frame(1000), RATE, 0);
                recorder.us(k * 20 * MILLI, new short[480], 480, 24_000);
                recorder.advance((k + 1) * 20 * MILLI);
            }
            assertThatIllegalArgumentException().isThrownBy(() -> recorder.caller(0, frame(1), 16_000, 0));
        }
        short[] caller = channel(samples(file, 2), 0);

        assertThat(caller.length).isBetween(2 * 100 * FRAME, 2 * 100 * FRAME + 40);
        for (int k = 2000; k < 30_000; k++) {
            assertThat((int) caller[k]).isBetween(980, 1020);
        }
    }

    /**
     * An hour in which the caller's clock goes wrong by 50 millionths, two frames of a hundred are lost, all are jittered, the
     * line is on hold for a minute and the network stalls; we speak every ten seconds and are interrupted. Clicks that both
     * sides make at the same moment stay together.
     */
    @Test
    void keepsTheSidesTogetherForAnHour() throws IOException {
        int seconds = 3600;
        Path file = folder.resolve("hour.wav");
        try (CallRecorder recorder = CallRecorder.create(file, RATE, Layout.STEREO)) {
            recorder.begin(0);
            new Hour(recorder, seconds).run();
        }
        short[] both = samples(file, 2);
        List<String> apart = new ArrayList<>();
        int pairs = 0;
        for (int at = 10; at < seconds - 1; at += 10) {
            int ours = click(both, 1, at);
            int theirs = click(both, 0, at);
            if (theirs >= 0 && ours >= 0) {
                pairs++;
                if (Math.abs(ours - theirs) > 20 * RATE / 1000) {
                    apart.add(at + " s: " + (theirs - ours) + " samples");
                }
            }
            // barge-in after a second: what was sent beyond it is not there
            for (int k = (at + 1) * RATE + RATE / 20; k < (at + 9) * RATE; k += 80) {
                assertThat((int) both[2 * k + 1]).as("sample %d of ours", k).isZero();
            }
        }
        assertThat(apart).isEmpty();
        assertThat(pairs).isGreaterThan(300);
        assertThat(both.length / 2 / RATE).isBetween(seconds - 2, seconds + 2);
    }

    /** The loudest sample within half a second around that time, or -1 when there is no click. */
    private static int click(short[] both, int channel, int second) {
        for (int k = second * RATE - RATE / 2; k < second * RATE + RATE / 2; k++) {
            if (both[2 * k + channel] > 20_000) {
                return k;
            }
        }
        return -1;
    }

    private static final class Hour {
        private final CallRecorder recorder;
        private final int seconds;
        private final Random random = new Random(60);
        private long lastArrival;
        private int lost;

        Hour(CallRecorder recorder, int seconds) {
            this.recorder = recorder;
            this.seconds = seconds;
        }

        void run() throws IOException {
            double frameNanos = 20 * MILLI * (1 + 50e-6);
            int nextSecond = 0;
            for (int n = 0; n * frameNanos < seconds * 1e9; n++) {
                long start = (long) (n * frameNanos);
                boolean onHold = start > 1_000_000_000_000L && start < 1_060_000_000_000L;
                while (nextSecond * 1_000_000_000L <= start) {
                    speak(nextSecond++);
                }
                if (onHold) {
                    recorder.advance(start);
                } else if (random.nextInt(50) == 0) {
                    lost++;
                } else {
                    arrive(start, frameNanos);
                }
            }
        }

        private void arrive(long start, double frameNanos) throws IOException {
            short[] pcm = new short[FRAME];
            long tenth = (start + (long) frameNanos) / 10_000_000_000L * 10_000_000_000L;
            if (tenth >= start && tenth > 0) {
                pcm[(int) ((tenth - start) / 125_000) % FRAME] = 30_000;
            }
            long stall = start % 300_000_000_000L > 299_500_000_000L ? 400 * MILLI : 0;
            long jitter = (long) (Math.pow(random.nextDouble(), 3) * 80 * MILLI);
            lastArrival = Math.max(lastArrival, start + (long) frameNanos + 5 * MILLI + jitter + stall);
            recorder.caller(lastArrival, pcm, RATE, lost);
            lost = 0;
            recorder.advance(lastArrival);
        }

        /** Three seconds every ten, a second of which is heard; some leave with a lead. */
        private void speak(int second) {
            long now = second * 1_000_000_000L + 5 * MILLI;
            if (second % 10 == 1) {
                recorder.silenced(now);
            }
            if (second % 10 != 0 || second == 0) {
                return;
            }
            for (int k = 0; k < 150; k++) {
                short[] pcm = frame(100);
                if (k == 0) {
                    pcm[0] = 30_000;
                }
                recorder.us(now + k * 20 * MILLI, pcm, FRAME, RATE);
            }
        }
    }
}
