package io.github.telnyxstream.agent.sphinx;

import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Recognises the phrases of a grammar, in English, without a network: Sphinx4, whose model comes with its artifact. For menus on
 * a quiet line; what is in no phrase is refused and gives an empty text. Numbers should be asked for by keys: of spoken
 * digits one in four is wrong. There are no partial texts, so that an interruption is judged by its length.
 *
 * <p>What a caller says is cut out by {@code VoiceActivity} and recognised as a whole when the agent wants the words: about
 * 0.1 s of work for 2 s of speech. Nothing is carried from one utterance to the next, so nothing from one caller to
 * another.
 *
 * <p><b>Memory:</b> 150 MB, and 80 MB for each further one of {@link Builder#atOnce}. <b>Threads:</b> thread-safe; calls
 * wait for one another when more of them end a turn at the same moment than {@code atOnce}. <b>Life-cycle:</b> recognitions
 * that are open end with an error when it is closed.
 */
public final class SphinxRecognizer implements SpeechRecognizer, AutoCloseable {
    private final BlockingQueue<SphinxEngine> free;
    private final List<SphinxEngine> all;
    private volatile boolean isClosed;

    private SphinxRecognizer(List<SphinxEngine> engines) {
        this.all = engines;
        this.free = new ArrayBlockingQueue<>(engines.size(), true, engines);
    }

    /**
     * Begins with phrases.
     *
     * @param phrases each a sequence of English words; case and punctuation do not matter
     * @return a builder
     * @throws IllegalArgumentException if there is none, or one has anything but letters, apostrophes and punctuation
     */
    public static Builder phrases(Collection<String> phrases) {
        return new Builder(Phrases.grammar(phrases));
    }

    /**
     * Begins with a grammar in the Java Speech Grammar Format.
     *
     * @param grammar its text, for instance {@code #JSGF V1.0; grammar phrases; public <order> = [please] (tea | coffee);}; the
     *     name has to be {@code phrases}, the words lower case
     * @return a builder
     */
    public static Builder jsgf(String grammar) {
        return new Builder(Objects.requireNonNull(grammar, "grammar"));
    }

    @Override
    public Recognition open(String language, Listener listener) {
        OneCall call = new OneCall(listener);
        if (!language.toLowerCase(Locale.ROOT).matches("en([-_].*)?")) {
            listener.failed(
                    ServiceFailure.of(Service.RECOGNIZER, Kind.REFUSED, "the model knows English, not " + language));
        }
        return call;
    }

    /** What one call has said; the engine is borrowed for each utterance. */
    private final class OneCall implements Recognition {
        private final Listener listener;
        private SpokenParts spoken = new SpokenParts(8000);

        OneCall(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void accept(MediaFrame frame) {
            int rateHz = frame.format().sampleRateHz();
            if (spoken.rateHz() != rateHz) {
                spoken = new SpokenParts(rateHz);
            }
            spoken.offer(frame.pcm());
        }

        @Override
        public void finish() throws InterruptedException {
            List<short[]> parts = spoken.take();
            listener.finalText(parts.isEmpty() ? "" : recognize(parts, spoken.rateHz()), null);
        }

        @Override
        public void close() {
            spoken.take();
        }
    }

    /** A phrase may have a pause, and a cough before a phrase is none of it. */
    private String recognize(List<short[]> parts, int rateHz) throws InterruptedException {
        SphinxEngine engine = borrow();
        try {
            String whole = engine.decode(WideBand.of(SpokenParts.joined(parts), rateHz))
                    .text();
            if (!whole.isEmpty() || parts.size() == 1) {
                return whole;
            }
            List<String> texts = new ArrayList<>();
            for (short[] part : parts) {
                String text = engine.decode(WideBand.of(part, rateHz)).text();
                if (!text.isEmpty()) {
                    texts.add(text);
                }
            }
            return String.join(" ", texts);
        } finally {
            free.add(engine);
        }
    }

    private SphinxEngine borrow() throws InterruptedException {
        if (isClosed) {
            throw new IllegalStateException("the recogniser is closed");
        }
        return free.take();
    }

    /** Waits for what is being recognised, and gives the memory back. */
    @Override
    public void close() {
        isClosed = true;
        boolean interrupted = false;
        for (int i = 0; i < all.size(); ) {
            try {
                free.take().close();
                i++;
            } catch (InterruptedException asked) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Collects settings. One thread at a time. */
    public static final class Builder {
        private final String grammar;
        private int atOnce = 1;

        private Builder(String grammar) {
            this.grammar = grammar;
        }

        /**
         * Sets how many utterances are recognised at the same time.
         *
         * @param utterances 1 to 64; one by default, which is enough for some ten calls
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder atOnce(int utterances) {
            if (utterances < 1 || utterances > 64) {
                throw new IllegalArgumentException("atOnce is " + utterances + ", must be 1 to 64");
            }
            this.atOnce = utterances;
            return this;
        }

        /**
         * Loads the model, which takes 2 to 5 s.
         *
         * @return the recogniser, ready
         * @throws IOException if the grammar is none or the model is not on the path
         */
        public SphinxRecognizer build() throws IOException {
            List<SphinxEngine> engines = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                engines.add(new SphinxEngine(grammar));
            }
            return new SphinxRecognizer(engines);
        }
    }
}
