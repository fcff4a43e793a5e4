package io.github.telnyxstream.agent.sphinx.words;

import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.SpeechRecognizer.Listener;
import io.github.telnyxstream.agent.SpeechRecognizer.Recognition;
import io.github.telnyxstream.agent.sphinx.SphinxRecognizer;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.observation.SpeechWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears an expected text in what a caller heard, in English and without a network: any stretch of it, from any word to any other,
 * between two pauses. So the text has to be all that is said between them: a sentence in which there is more is not
 * understood at all. Words that the dictionary does not have, and figures, are not heard. Each time the model is loaded,
 * some 3 s and 150 MB.
 *
 * <p>Found on a class path only: a module that provided it could not be used where the testkit is missing.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class SphinxWords implements SpeechWords {
    private static final int FRAME = 160;
    private static final int MARGIN = 4000;
    /** More than the recogniser keeps of one utterance would be lost. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** For the service loader. */
    public SphinxWords() {}

    /** Nothing: without an expectation there is nothing to listen for. */
    @Override
    public String in(Sound sound) {
        return "";
    }

    @Override
    public String in(Sound sound, String expected) {
        List<String> heard = new ArrayList<>();
        try {
            List<String> known = ExpectedText.words(expected);
            if (known.isEmpty()) {
                return "";
            }
            try (SphinxRecognizer recognizer =
                    SphinxRecognizer.jsgf(ExpectedText.grammar(known)).build()) {
                for (short[] part : parts(sound)) {
                    heard.add(words(recognizer, part));
                }
            }
        } catch (RuntimeException failed) {
            throw failed;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while listening for words", interrupted);
        } catch (Exception unusable) {
            throw new IllegalStateException("the recogniser cannot be used", unusable);
        }
        return String.join(" ", heard).strip().replaceAll("\\s+", " ");
    }

    private static List<short[]> parts(Sound sound) {
        List<short[]> parts = new ArrayList<>();
        for (Sound.Section section : sound.sections()) {
            Duration from = section.from();
            while (from.compareTo(section.to()) < 0) {
                Duration whole = from.plus(LONGEST);
                Duration to = whole.compareTo(section.to()) < 0 ? whole : section.to();
                parts.add(sound.part(from, to).pcm());
                from = to;
            }
        }
        return parts;
    }

    private static String words(SphinxRecognizer recognizer, short[] speech) throws Exception {
        Ear ear = new Ear();
        try (Recognition recognition = recognizer.open("en", ear)) {
            short[] framed = new short[speech.length + 2 * MARGIN];
            System.arraycopy(speech, 0, framed, MARGIN, speech.length);
            for (int at = 0; at < framed.length; at += FRAME) {
                recognition.accept(MediaFrame.of(
                        new MediaEvent("heard", 1, Track.OUTBOUND, 1, 0, new byte[0]),
                        MediaFormat.PCMU,
                        Arrays.copyOfRange(framed, at, Math.min(framed.length, at + FRAME)),
                        0));
            }
            recognition.finish();
        }
        return ear.text;
    }

    private static final class Ear implements Listener {
        private String text = "";

        @Override
        public void partial(String partial) {}

        @Override
        public void finalText(String words, @Nullable Double confidence) {
            text = words;
        }

        @Override
        public void endOfTurn() {}

        @Override
        public void failed(ServiceFailure failure) {
            throw new IllegalStateException("the recogniser failed: " + failure);
        }
    }
}
