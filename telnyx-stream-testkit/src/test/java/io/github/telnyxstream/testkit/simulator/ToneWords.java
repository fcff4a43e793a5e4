package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.observation.SpeechWords;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Stands in for a recogniser: understands a language that has a tone for each of its three words. */
public final class ToneWords implements SpeechWords {
    private static final List<String> WORDS = List.of("one", "two", "three");
    private static final int[] TONES_HZ = {700, 1100, 1700};

    /** For the service loader. */
    public ToneWords() {}

    /** Those words, said one after the other. */
    static short[] say(String... words) {
        short[] said = new short[words.length * 4800];
        for (int i = 0; i < words.length; i++) {
            short[] tone = ToneGenerator.of(TONES_HZ[WORDS.indexOf(words[i])], Sound.RATE_HZ, -20)
                    .beep(Duration.ofMillis(300));
            System.arraycopy(tone, 0, said, i * 4800, tone.length);
        }
        return said;
    }

    @Override
    public String in(Sound sound) {
        return sound.sections().stream()
                .map(section -> word(sound.part(section.from(), section.to())))
                .collect(Collectors.joining(" "));
    }

    private static String word(Sound tone) {
        for (int i = 0; i < TONES_HZ.length; i++) {
            if (tone.holdsTone(TONES_HZ[i])) {
                return WORDS.get(i);
            }
        }
        return "";
    }
}
