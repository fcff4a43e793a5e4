package io.github.telnyxstream.agent.telnyx;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx's text-to-speech socket. A second sentence on the same socket fails (live), and to connect takes up to a second: so
 * each sentence has its own, and one is always open ahead.
 */
final class TelnyxSynthesizer implements SpeechSynthesizer {
    private static final int MOST_AHEAD = 8;

    private final TelnyxSpeech.Service service;
    private final String voice;
    private final int rateHz;
    private final LongSupplier nanos;

    @GuardedBy("this")
    private final ArrayDeque<Ahead> ahead = new ArrayDeque<>();

    /** A socket that no sentence has been given to. Its query has named the language. */
    private record Ahead(String language, SentenceSocket socket) {}

    TelnyxSynthesizer(TelnyxSpeech.Service service, String voice, int rateHz, LongSupplier nanos) {
        this.nanos = nanos;
        this.service = service;
        this.voice = voice;
        this.rateHz = rateHz;
    }

    @Override
    public Synthesis synthesize(String text, String language, Listener listener) {
        SentenceSocket socket = take(language);
        if (socket == null || !socket.speak(text, listener)) {
            socket = connect(language);
            socket.speak(text, listener);
        }
        keepAhead(language);
        return socket;
    }

    private synchronized @Nullable SentenceSocket take(String language) {
        long now = nanos.getAsLong();
        ahead.removeIf(waiting -> {
            boolean isStale = !waiting.socket().isFresh(now);
            if (isStale) {
                waiting.socket().cancel();
            }
            return isStale;
        });
        for (Ahead waiting : ahead) {
            if (waiting.language().equals(language)) {
                ahead.remove(waiting);
                return waiting.socket();
            }
        }
        return null;
    }

    private synchronized void keepAhead(String language) {
        if (ahead.size() < MOST_AHEAD) {
            ahead.add(new Ahead(language, connect(language)));
        }
    }

    private SentenceSocket connect(String language) {
        String query = "/text-to-speech/speech?voice=" + encoded(voice) + "&audio_format=linear16&sample_rate=" + rateHz
                + "&language=" + encoded(language);
        return new SentenceSocket(service, query, rateHz, nanos.getAsLong());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
