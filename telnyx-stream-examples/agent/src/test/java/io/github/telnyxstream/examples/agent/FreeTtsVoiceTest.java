package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import io.github.telnyxstream.codec.dsp.Levels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTtsVoiceTest {
    private static final String SENTENCE = "We are open from Monday to Friday, from nine in the morning until six.";

    private static FreeTtsVoice voice;

    @BeforeAll
    static void load() throws IOException {
        voice = new FreeTtsVoice(FreeTtsVoice.PLAIN, Runnable::run);
    }

    /** What is told of a sentence. */
    private static final class Told implements SpeechSynthesizer.Listener {
        private final List<String> news = new ArrayList<>();
        private int samples;

        @Override
        public void audio(short[] pcm, int offset, int lengthSamples, int sampleRateHz) {
            assertThat(sampleRateHz).isEqualTo(16000);
            assertThat(offset + lengthSamples).isLessThanOrEqualTo(pcm.length);
            samples += lengthSamples;
        }

        @Override
        public void done() {
            news.add("done");
        }

        @Override
        public void failed(ServiceFailure failure) {
            news.add(failure.toString());
        }
    }

    @Test
    void speaksAudiblyForAsLongAsAPersonWould() {
        Told told = new Told();
        voice.synthesize(SENTENCE, "en-US", told);

        assertThat(told.news).containsExactly("done");
        // 14 words
        assertThat(told.samples / 16000.0).isBetween(3.0, 7.0);
    }

    @Test
    void isNeitherSilentNorClipped() throws Exception {
        OfflineVoice.Pcm spoken = voice.say(SENTENCE);

        assertThat(Levels.dbov(spoken.samples(), 0, spoken.samples().length)).isBetween(-40.0, -10.0);
        long clipped = 0;
        for (short sample : spoken.samples()) {
            clipped += Math.abs(sample) >= Short.MAX_VALUE ? 1 : 0;
        }
        assertThat(clipped).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {SENTENCE, "I want to leave a message.", "What are your opening hours?"})
    void beginsAtOnce(String text) throws Exception {
        short[] spoken = voice.say(text).samples();

        assertThat(Levels.dbov(spoken, 0, 16000 / 10)).isGreaterThan(-32);
    }

    @Test
    void speaksSlowerAndHigherAsTheCaller() throws Exception {
        OfflineVoice other = new FreeTtsVoice(FreeTtsVoice.HIGHER, Runnable::run);

        assertThat(other.say(SENTENCE).samples().length)
                .isGreaterThan(voice.say(SENTENCE).samples().length * 105 / 100);
    }

    @Test
    void isNotMixedUpByTwoWhoSpeakAtOnce() throws Exception {
        OfflineVoice other = new FreeTtsVoice(FreeTtsVoice.HIGHER, Runnable::run);
        short[] alone = voice.say(SENTENCE).samples();
        short[] otherAlone = other.say(SENTENCE).samples();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<short[]>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(() -> voice.say(SENTENCE).samples());
                all.add(() -> other.say(SENTENCE).samples());
            }
            List<Future<short[]>> spoken = threads.invokeAll(all);
            for (int i = 0; i < spoken.size(); i++) {
                assertThat(spoken.get(i).get()).isEqualTo(i % 2 == 0 ? alone : otherAlone);
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\uD83D\uDE00", "...", "\u0000", "\n"})
    void isSilentAboutWhatNobodyCouldSay(String text) {
        Told told = new Told();
        voice.synthesize(text, "en-US", told);

        assertThat(told.news).containsExactly("done");
        assertThat(told.samples).isZero();
    }

    @Test
    void isSilentAboutNothingAlsoAsItsFirstText() throws Exception {
        assertThat(new FreeTtsVoice(FreeTtsVoice.PLAIN, Runnable::run).say("").samples())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße aus Köln", "<b>50 %</b> & $3.50 at 12:30 \uD83D\uDE00", "你好 hello", "a,b;c\r\nd"})
    void speaksWhatItCanOfOddTexts(String text) {
        Told told = new Told();
        voice.synthesize(text, "de-DE", told);

        assertThat(told.news).containsExactly("done");
        assertThat(told.samples / 16000.0).isBetween(0.3, 15.0);
    }

    @Test
    void speaksThreeThousandCharactersWithOrWithoutAFullStop() {
        for (String text :
                List.of("word ".repeat(600), "We are open from Monday to Friday. ".repeat(86), "x".repeat(3000))) {
            Told told = new Told();
            voice.synthesize(text, "en-US", told);

            assertThat(told.news).containsExactly("done");
            assertThat(told.samples / 16000.0).isBetween(60.0, 1000.0);
        }
    }

    @Test
    void saysNothingOfWhatWasCancelledBeforeItsTurn() throws Exception {
        List<Runnable> waiting = new ArrayList<>();
        FreeTtsVoice patient = new FreeTtsVoice(FreeTtsVoice.PLAIN, waiting::add);
        Told cancelled = new Told();
        Told other = new Told();

        patient.synthesize(SENTENCE, "en-US", cancelled).cancel();
        patient.synthesize(SENTENCE, "en-US", other);
        waiting.forEach(Runnable::run);

        assertThat(cancelled.news).isEmpty();
        assertThat(cancelled.samples).isZero();
        assertThat(other.news).containsExactly("done");
        assertThat(other.samples).isPositive();
    }

    @Test
    void canBeCancelledWhenItIsOver() {
        Told told = new Told();
        SpeechSynthesizer.Synthesis over = voice.synthesize(SENTENCE, "en-US", told);
        over.cancel();
        over.cancel();

        assertThat(told.news).containsExactly("done");
    }

    /** At whatever moment that is: the next one is whole, and nothing of the one that was cancelled is in it. */
    @Test
    void tellsNothingOfWhatIsCancelledWhileItIsSpoken() throws Exception {
        int whole = voice.say(SENTENCE).samples().length;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            FreeTtsVoice own = new FreeTtsVoice(FreeTtsVoice.PLAIN, thread);
            for (int i = 0; i < 20; i++) {
                Told cancelled = new Told();
                own.synthesize("word ".repeat(600), "en-US", cancelled).cancel();
                assertThat(own.say(SENTENCE).samples()).hasSize(whole);
                assertThat(cancelled.news).isEmpty();
                assertThat(cancelled.samples).isZero();
            }
        } finally {
            thread.shutdown();
        }
    }
}
