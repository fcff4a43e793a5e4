package io.github.telnyxstream.agent.telnyx;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import io.github.telnyxstream.codec.MediaFormat;
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

    /** What the query of a socket names. */
    private record Wish(String language, VoiceFormat format) {}

    /** A socket that no sentence has been given to. */
    private record Ahead(Wish wish, SentenceSocket socket) {}

    TelnyxSynthesizer(TelnyxSpeech.Service service, String voice, int rateHz, LongSupplier nanos) {
        this.nanos = nanos;
        this.service = service;
        this.voice = voice;
        this.rateHz = rateHz;
    }

    @Override
    public Synthesis synthesize(String text, String language, Listener listener) {
        return speak(text, new Wish(language, VoiceFormat.of(voice, rateHz, null)), listener);
    }

    @Override
    public Synthesis synthesize(String text, String language, MediaFormat outbound, Listener listener) {
        return speak(text, new Wish(language, VoiceFormat.of(voice, rateHz, outbound)), listener);
    }

    private Synthesis speak(String text, Wish wish, Listener listener) {
        SentenceSocket socket = take(wish);
        if (socket == null || !socket.speak(text, listener)) {
            socket = connect(wish);
            socket.speak(text, listener);
        }
        keepAhead(wish);
        return socket;
    }

    private synchronized @Nullable SentenceSocket take(Wish wish) {
        long now = nanos.getAsLong();
        ahead.removeIf(waiting -> {
            boolean isStale = !waiting.socket().isFresh(now);
            if (isStale) {
                waiting.socket().cancel();
            }
            return isStale;
        });
        for (Ahead waiting : ahead) {
            if (waiting.wish().equals(wish)) {
                ahead.remove(waiting);
                return waiting.socket();
            }
        }
        return null;
    }

    private synchronized void keepAhead(Wish wish) {
        if (ahead.size() < MOST_AHEAD) {
            ahead.add(new Ahead(wish, connect(wish)));
        }
    }

    private SentenceSocket connect(Wish wish) {
        VoiceFormat format = wish.format();
        String query = "/text-to-speech/speech?voice=" + encoded(voice) + "&audio_format=" + format.name()
                + "&sample_rate=" + format.rateHz() + "&language=" + encoded(wish.language());
        return new SentenceSocket(service, query, format, nanos.getAsLong());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
