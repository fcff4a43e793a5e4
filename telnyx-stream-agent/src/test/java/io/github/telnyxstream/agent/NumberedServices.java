package io.github.telnyxstream.agent;

import io.github.telnyxstream.codec.dsp.SpeechDetector;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Services that serve many calls at once and number them: a recognition hears its own number, an answer repeats it, and a
 * sentence is a tone of the number's pitch. They take no time. Whatever two calls shared would be heard.
 */
final class NumberedServices {
    private static final Pattern NUMBER = Pattern.compile("number (\\d+)");
    private static final int RATE_HZ = 8000;
    /** Stands in lines that are the same for everybody. */
    static final int NOBODY = 205;

    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    /** Answers to a conversation in which somebody else was heard. */
    final Queue<String> mixedUp = new ConcurrentLinkedQueue<>();

    /** Distinct for each number below 200, and within a telephone's band. */
    static double pitchHz(int number) {
        return 300 + 14 * number;
    }

    static int numberIn(String text) {
        Matcher found = NUMBER.matcher(text);
        return found.find() ? Integer.parseInt(found.group(1)) : NOBODY;
    }

    SpeechRecognizer recognizer() {
        return (language, listener) -> new Hearer(opened.getAndIncrement(), listener);
    }

    private final class Hearer implements SpeechRecognizer.Recognition {
        private final int number;
        private final SpeechRecognizer.Listener listener;
        private final SpeechDetector detector = SpeechDetector.of(RATE_HZ);
        private Duration longest = Duration.ZERO;

        Hearer(int number, SpeechRecognizer.Listener listener) {
            this.number = number;
            this.listener = listener;
        }

        @Override
        public void accept(MediaFrame frame) {
            detector.offer(frame.pcm(), 0, frame.pcm().length);
            longest = longest.compareTo(detector.speechFor()) < 0 ? detector.speechFor() : longest;
        }

        @Override
        public void finish() {
            listener.finalText(longest.toMillis() >= 250 ? "I am number " + number + "." : "", null);
            longest = Duration.ZERO;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    Responder responder() {
        return new Responder() {
            @Override
            public Reply respond(ReplyRequest request, Sink sink) {
                asked.incrementAndGet();
                int number = numberIn(request.conversation().lastFromCaller());
                for (Conversation.Entry entry : request.conversation().entries()) {
                    int named = numberIn(entry.text());
                    if (named != number && named != NOBODY) {
                        mixedUp.add(number + " is told " + entry.text());
                    }
                }
                sink.text("You are number " + number + ", I hear. ");
                sink.text("There is more for number " + number + " to hear.");
                sink.done();
                return Reply.COMPLETE;
            }

            @Override
            public void ended(@Nullable String callControlId, Conversation conversation) {
                ended.incrementAndGet();
            }
        };
    }

    /** A second of the number's tone for each sentence. */
    static SpeechSynthesizer synthesizer() {
        return (text, language, listener) -> {
            short[] tone = new short[RATE_HZ];
            double step = 2 * Math.PI * pitchHz(numberIn(text)) / RATE_HZ;
            for (int i = 0; i < tone.length; i++) {
                tone[i] = (short) (6000 * Math.sin(step * i));
            }
            for (int at = 0; at < tone.length; at += 800) {
                listener.audio(tone, at, 800, RATE_HZ);
            }
            listener.done();
            return () -> {};
        };
    }

    /** How much of what was heard is the number's tone, 0 to 1. */
    static double shareOf(int number, short[] pcm) {
        double step = 2 * Math.PI * pitchHz(number) / RATE_HZ;
        double[] sums = new double[2];
        double energy = 0;
        for (int i = 0; i < pcm.length; i++) {
            sums[0] += pcm[i] * Math.cos(step * i);
            sums[1] += pcm[i] * Math.sin(step * i);
            energy += (double) pcm[i] * pcm[i];
        }
        return 2 * (sums[0] * sums[0] + sums[1] * sums[1]) / (pcm.length * energy);
    }
}
