package io.github.telnyxstream.agent;

import io.github.telnyxstream.codec.dsp.SpeechDetector;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A speech-to-speech service that does what a test says: hears by a detector of its own, and answers at once. */
final class StandInSpeech implements SpeechToSpeech {
    final List<Opening> openings = new CopyOnWriteArrayList<>();
    final List<Duration> cuts = new CopyOnWriteArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<InTalk> talks = new CopyOnWriteArrayList<>();
    /** Frames in which something could be heard. */
    volatile int loudFrames;
    /** How often opening fails, and as what. */
    final Deque<ServiceFailure> refusals = new ArrayDeque<>();

    private final Deque<String> heard;
    private final BiFunction<InTalk, AnswerSink, Boolean> script;

    /** Hears these texts, one for each stretch of speech of at least 250 ms; answers by the script. */
    StandInSpeech(BiFunction<InTalk, AnswerSink, Boolean> script, String... heard) {
        this.script = script;
        this.heard = new ArrayDeque<>(List.of(heard));
    }

    /** Answers each text with the one that follows it. */
    static StandInSpeech answering(String... pairs) {
        String[] heard = new String[pairs.length / 2];
        for (int i = 0; i < heard.length; i++) {
            heard[i] = pairs[2 * i];
        }
        return new StandInSpeech(
                (talk, sink) -> {
                    int at = Arrays.asList(pairs).indexOf(talk.last);
                    speak(pairs[at + 1], sink);
                    return true;
                },
                heard);
    }

    static void speak(String text, AnswerSink sink) {
        short[] voice = Voice.saying(text);
        for (int at = 0; at < voice.length; at += 800) {
            int letter = text.length() * at / voice.length;
            int next = text.length() * Math.min(voice.length, at + 800) / voice.length;
            sink.words(text.substring(letter, next));
            sink.audio(voice, at, Math.min(800, voice.length - at), 8000);
        }
        sink.done();
    }

    @Override
    public Talk open(Opening opening, Listener listener) {
        openings.add(opening);
        if (!refusals.isEmpty()) {
            listener.failed(refusals.remove());
        }
        InTalk talk = new InTalk(listener);
        talks.add(talk);
        return talk;
    }

    /** One talk. */
    final class InTalk implements Talk {
        final Listener listener;
        volatile String last = "";
        volatile Toolbox tools;
        private final SpeechDetector detector = SpeechDetector.of(8000);
        private Duration longest = Duration.ZERO;
        private boolean isTold;
        private int turns;
        volatile boolean isClosed;

        InTalk(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void accept(MediaFrame frame) {
            for (short sample : frame.pcm()) {
                if (Math.abs(sample) > 500) {
                    loudFrames++;
                    break;
                }
            }
            boolean isSpeech = detector.offer(frame.pcm(), 0, frame.pcm().length);
            if (isSpeech) {
                longest = detector.speechFor().compareTo(longest) > 0 ? detector.speechFor() : longest;
                if (!isTold && longest.toMillis() >= 100) {
                    isTold = true;
                    listener.speechBegan();
                }
            } else if (isTold && detector.silenceFor().toMillis() >= 500) {
                isTold = false;
                boolean isWord = longest.toMillis() >= 250 && !heard.isEmpty();
                last = isWord ? heard.remove() : "";
                longest = Duration.ZERO;
                String name = "item " + System.identityHashCode(this) + "/" + ++turns;
                listener.turnEnded(name);
                listener.said(name, last);
            }
        }

        @Override
        public Answer answer(Toolbox toolbox, AnswerSink sink) {
            tools = toolbox;
            script.apply(this, sink);
            return cuts::add;
        }

        @Override
        public Answer say(String text, boolean isPartOfConversation, AnswerSink sink) {
            lines.add((isPartOfConversation ? "say " : "aside ") + text);
            speak(text, sink);
            return cuts::add;
        }

        @Override
        public void tell(String text) {
            told.add(text);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
