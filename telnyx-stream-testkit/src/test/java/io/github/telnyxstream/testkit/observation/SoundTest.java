package io.github.telnyxstream.testkit.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.caller.WavSpeech;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundTest {
    private static short[] joined(short[]... parts) {
        int length = 0;
        for (short[] part : parts) {
            length += part.length;
        }
        short[] all = new short[length];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static short[] tone(double hertz, int millis) {
        short[] pcm = new short[millis * 8];
        ToneGenerator.of(hertz, 8000, -20).generate(pcm, 0, pcm.length);
        return pcm;
    }

    private static short[] noise(int millis, int seed) {
        Random random = new Random(seed);
        short[] pcm = new short[millis * 8];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (random.nextGaussian() * 3000);
        }
        return pcm;
    }

    @Test
    void findsStretchesOfSoundAndTheGapsBetween() {
        Sound sound = Sound.of(joined(new short[1600], tone(500, 400), new short[8000], tone(500, 600), new short[80]));

        assertThat(sound.sections())
                .containsExactly(
                        new Sound.Section(Duration.ofMillis(200), Duration.ofMillis(600)),
                        new Sound.Section(Duration.ofMillis(1600), Duration.ofMillis(2200)));
        assertThat(sound.audible()).isEqualTo(Duration.ofMillis(1000));
        assertThat(sound.longestGap()).isEqualTo(Duration.ofMillis(1000));
        assertThat(sound.levelDbov()).isCloseTo(-20, within(0.5));
        assertThat(sound.length()).isEqualTo(Duration.ofMillis(2210));
    }

    @Test
    void takesAShortPauseForPartOfTheSound() {
        assertThat(Sound.of(joined(tone(500, 400), new short[1200], tone(500, 400)))
                        .sections())
                .hasSize(1);
    }

    @Test
    void knowsSilence() {
        Sound silence = Sound.of(new short[8000]);
        assertThat(silence.sections()).isEmpty();
        assertThat(silence.levelDbov()).isEqualTo(-127);
        assertThat(silence.longestGap()).isZero();
        assertThat(silence.holdsTone(1000)).isFalse();
    }

    @Test
    void tellsATone() {
        Sound beep = Sound.of(joined(noise(300, 1), tone(1000, 200)));
        assertThat(beep.holdsTone(1000)).isTrue();
        assertThat(beep.holdsTone(1400)).isFalse();
        assertThat(Sound.of(noise(500, 2)).holdsTone(1000)).isFalse();
    }

    @Test
    void findsASoundAgainThroughACodecAtAnotherLoudness() {
        short[] spoken = joined(noise(700, 3), Murmur.lasting(500));
        byte[] coded = new byte[spoken.length];
        AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
        codec.encode(spoken, 0, spoken.length, coded, 0);
        short[] heard = new short[spoken.length];
        codec.decode(coded, 0, coded.length, heard, 0);
        for (int i = 0; i < heard.length; i++) {
            heard[i] /= 3;
        }
        Sound call = Sound.of(joined(new short[4321], heard, new short[999]));

        assertThat(call.similarityTo(Sound.of(spoken))).isGreaterThan(0.95);
        assertThat(call.similarityTo(Sound.of(noise(1000, 4)))).isLessThan(0.2);
        assertThat(Sound.of(new short[10]).similarityTo(Sound.of(spoken))).isZero();
    }

    @Test
    void cutsAndSaves(@TempDir Path folder) throws Exception {
        Sound part = Sound.of(tone(500, 1000)).part(Duration.ofMillis(100), Duration.ofMillis(350));
        assertThat(part.length()).isEqualTo(Duration.ofMillis(250));
        part.save(folder.resolve("part.wav"));
        assertThat(WavSpeech.read(folder.resolve("part.wav"))).isEqualTo(part.pcm());
    }
}
