package io.github.telnyxstream.agent.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.SpeechRecognizer.Listener;
import io.github.telnyxstream.agent.SpeechRecognizer.Recognition;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With speech of a synthetic voice, in µ-law. */
class SphinxRecognizerTest {
    private static final List<String> PHRASES =
            List.of("What are your opening hours?", "I want to leave a message.", "Goodbye!");

    private static SphinxRecognizer sphinx;

    @BeforeAll
    static void load() throws IOException {
        sphinx = SphinxRecognizer.phrases(PHRASES).build();
    }

    @AfterAll
    static void unload() {
        sphinx.close();
    }

    @ParameterizedTest
    @CsvSource({
        "hours, what are your opening hours",
        "message, i want to leave a message",
        "message-deeper, i want to leave a message",
        "bread, ''",
        "bread-deeper, ''"
    })
    void hearsPhrasesAndRefusesOthers(String recording, String text) throws Exception {
        assertThat(new Call().says(recording)).isEqualTo(text);
    }

    @Test
    void isNotConfusedByACoughLongBeforeAPhrase() throws Exception {
        Call call = new Call();
        short[] cough = new short[4000];
        Random random = new Random(1);
        for (int i = 0; i < cough.length; i++) {
            cough[i] = (short) (random.nextGaussian() * 3000 * Math.exp(-i / 1200.0));
        }
        call.hears(cough);
        call.hears(new short[24_000]);

        assertThat(call.says("message")).isEqualTo("i want to leave a message");
    }

    @Test
    void givesAnEmptyTextForSilence() throws Exception {
        Call call = new Call();
        call.hears(new short[8000]);
        call.recognition.finish();

        assertThat(call.texts).containsExactly("");
    }

    /** Bit for bit the same score, whoever was heard before and however loud. */
    @Test
    void carriesNothingFromOneCallerToTheNext() throws Exception {
        try (SphinxEngine fresh = new SphinxEngine(Phrases.grammar(PHRASES));
                SphinxEngine used = new SphinxEngine(Phrases.grammar(PHRASES))) {
            short[] words = WideBand.of(speech("message"), 8000);
            short[] loud = speech("bread-deeper");
            for (int i = 0; i < loud.length; i++) {
                loud[i] = (short) Math.max(-32768, Math.min(32767, loud[i] * 6));
            }
            used.decode(WideBand.of(loud, 8000));
            used.decode(WideBand.of(speech("hours-deeper"), 8000));

            assertThat(used.decode(words)).isEqualTo(fresh.decode(words));
        }
    }

    @Test
    void keepsTwoCallsApart() throws Exception {
        Call one = new Call();
        Call other = new Call();
        short[] hours = speech("hours");
        short[] message = speech("message");
        for (int at = 0; at < Math.max(hours.length, message.length); at += 160) {
            one.hears(Arrays.copyOfRange(hours, Math.min(at, hours.length), Math.min(at + 160, hours.length)));
            other.hears(Arrays.copyOfRange(message, Math.min(at, message.length), Math.min(at + 160, message.length)));
        }
        one.recognition.finish();
        other.recognition.finish();

        assertThat(one.texts).containsExactly("what are your opening hours");
        assertThat(other.texts).containsExactly("i want to leave a message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "fr", "english"})
    void refusesWhatIsNotEnglish(String language) {
        Call call = new Call(language);

        assertThat(call.failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ServiceFailure.Kind.REFUSED));
    }

    @Test
    void takesNothingThatIsNoGrammar() {
        assertThatThrownBy(() -> SphinxRecognizer.jsgf("tea or coffee").build()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SphinxRecognizer.phrases(List.of())).hasMessageContaining("no phrases");
        assertThatThrownBy(() -> SphinxRecognizer.phrases(List.of("dial 911")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SphinxRecognizer.phrases(PHRASES).atOnce(0)).hasMessageContaining("atOnce");
    }

    @Test
    void endsRecognitionsThatAreOpenWhenItIsClosed() throws Exception {
        SphinxRecognizer closed = SphinxRecognizer.phrases(List.of("goodbye")).build();
        Call call = new Call("en-GB", closed);
        call.hears(speech("hours"));
        closed.close();

        assertThatThrownBy(call.recognition::finish).isInstanceOf(IllegalStateException.class);
    }

    private static short[] speech(String name) throws IOException {
        try (WavReader reader = WavReader.open(
                Objects.requireNonNull(SphinxRecognizerTest.class.getResourceAsStream(name + ".wav"), name))) {
            short[] pcm = new short[(int) reader.lengthFrames()];
            int read = 0;
            for (int count = 0; count >= 0 && read < pcm.length; read += Math.max(0, count)) {
                count = reader.read(pcm, read, pcm.length - read);
            }
            return pcm;
        }
    }

    /** What one call is told. */
    private static final class Call implements Listener {
        final List<String> texts = new CopyOnWriteArrayList<>();
        final List<ServiceFailure> failures = new CopyOnWriteArrayList<>();
        final Recognition recognition;

        Call() {
            this("en-US");
        }

        Call(String language) {
            this(language, sphinx);
        }

        Call(String language, SphinxRecognizer recognizer) {
            recognition = recognizer.open(language, this);
        }

        String says(String recording) throws Exception {
            hears(new short[4000]);
            hears(speech(recording));
            hears(new short[4000]);
            recognition.finish();
            return texts.remove(texts.size() - 1);
        }

        void hears(short[] pcm) throws Exception {
            for (int at = 0; at < pcm.length; at += 160) {
                recognition.accept(MediaFrame.of(
                        new MediaEvent("stream", 1, Track.INBOUND, 1, 0, new byte[0]),
                        MediaFormat.PCMU,
                        Arrays.copyOfRange(pcm, at, Math.min(pcm.length, at + 160)),
                        0));
            }
        }

        @Override
        public void partial(String text) {
            throw new AssertionError("there are no partial texts");
        }

        @Override
        public void finalText(String text, @Nullable Double confidence) {
            texts.add(text);
        }

        @Override
        public void endOfTurn() {
            throw new AssertionError("turns are ended by the agent");
        }

        @Override
        public void failed(ServiceFailure failure) {
            failures.add(failure);
        }
    }
}
