package io.github.telnyxstream.agent;

import io.github.telnyxstream.codec.dsp.SpeechDetector;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Services that do what a test says. */
final class StandInServices {
    private StandInServices() {}

    /** Hears that somebody speaks, and knows what from the test: one text for each stretch of speech of at least 250 ms. */
    static SpeechRecognizer hears(String... texts) {
        return (language, listener) -> new SpeechRecognizer.Recognition() {
            private final Deque<String> left = new ArrayDeque<>(List.of(texts));
            private final SpeechDetector detector = SpeechDetector.of(8000);
            private Duration longest = Duration.ZERO;

            @Override
            public void accept(MediaFrame frame) {
                detector.offer(frame.pcm(), 0, frame.pcm().length);
                if (detector.speechFor().compareTo(longest) > 0) {
                    longest = detector.speechFor();
                }
            }

            @Override
            public void finish() {
                String text = longest.toMillis() >= 250 && !left.isEmpty() ? left.remove() : "";
                longest = Duration.ZERO;
                listener.finalText(text, null);
            }

            @Override
            public void close() {}
        };
    }

    /** Answers at once, in pieces of five characters; remembers what it was asked. */
    static final class Scripted implements Responder {
        final List<ReplyRequest> requests = new CopyOnWriteArrayList<>();
        private final Function<ReplyRequest, String> script;

        Scripted(Function<ReplyRequest, String> script) {
            this.script = script;
        }

        @Override
        public Reply respond(ReplyRequest request, Sink sink) {
            requests.add(request);
            String answer = script.apply(request);
            for (int i = 0; i < answer.length(); i += 5) {
                sink.text(answer.substring(i, Math.min(answer.length(), i + 5)));
            }
            sink.done();
            return Reply.COMPLETE;
        }
    }

    /** Speaks at once, 60 ms a letter, in pieces of 100 ms. */
    static SpeechSynthesizer speaks() {
        return (text, language, listener) -> {
            short[] voice = Voice.saying(text);
            for (int at = 0; at < voice.length; at += 800) {
                short[] piece = Arrays.copyOfRange(voice, at, Math.min(voice.length, at + 800));
                listener.audio(piece, 0, piece.length, 8000);
            }
            listener.done();
            return () -> {};
        };
    }
}
