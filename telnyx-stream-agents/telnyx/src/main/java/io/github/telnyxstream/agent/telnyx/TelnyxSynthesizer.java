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
    private final ArrayDeque<SentenceSocket> ahead = new ArrayDeque<>();

    TelnyxSynthesizer(TelnyxSpeech.Service service, String voice, int rateHz, LongSupplier nanos) {
        this.nanos = nanos;
        this.service = service;
        this.voice = voice;
        this.rateHz = rateHz;
    }

    @Override
    public Synthesis synthesize(String text, String language, Listener listener) {
        SentenceSocket socket = take();
        if (socket == null || !socket.speak(text, listener)) {
            socket = connect();
            socket.speak(text, listener);
        }
        keepAhead();
        return socket;
    }

    private synchronized @Nullable SentenceSocket take() {
        SentenceSocket socket = ahead.poll();
        while (socket != null && !socket.isFresh(nanos.getAsLong())) {
            socket.cancel();
            socket = ahead.poll();
        }
        return socket;
    }

    private synchronized void keepAhead() {
        if (ahead.size() < MOST_AHEAD) {
            ahead.add(connect());
        }
    }

    private SentenceSocket connect() {
        String query = "/text-to-speech/speech?voice=" + URLEncoder.encode(voice, StandardCharsets.UTF_8)
                + "&audio_format=linear16&sample_rate=" + rateHz;
        return new SentenceSocket(service, query, rateHz, nanos.getAsLong());
    }
}
