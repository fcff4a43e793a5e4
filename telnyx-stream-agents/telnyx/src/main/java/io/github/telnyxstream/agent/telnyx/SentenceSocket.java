package io.github.telnyxstream.agent.telnyx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import java.util.Base64;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** One sentence on a socket of its own. */
final class SentenceSocket extends WebSocketListener implements SpeechSynthesizer.Synthesis {
    /** Telnyx closes a socket that has been idle for 20 s. */
    private static final long FRESH_NANOS = 15_000_000_000L;

    private final TelnyxSpeech.Service service;
    private final VoiceFormat format;
    private final WebSocket socket;
    private final long openedNanos;

    @GuardedBy("this")
    private SpeechSynthesizer.@Nullable Listener listener;

    @GuardedBy("this")
    private @Nullable VoiceAudio audio;

    @GuardedBy("this")
    private boolean isOver;

    SentenceSocket(TelnyxSpeech.Service service, String query, VoiceFormat format, long openedNanos) {
        this.service = service;
        this.format = format;
        this.openedNanos = openedNanos;
        this.socket = service.client().newWebSocket(service.request(query).build(), this);
        // must come first; without it the service answers "Invalid message" (live)
        socket.send("{\"text\":\" \"}");
    }

    /** Whether Telnyx will not have given it up yet. */
    synchronized boolean isFresh(long nanos) {
        return !isOver && nanos - openedNanos < FRESH_NANOS;
    }

    /** Speaks; false when the socket is over already. */
    boolean speak(String text, SpeechSynthesizer.Listener wanted) {
        synchronized (this) {
            if (isOver) {
                return false;
            }
            listener = wanted;
            audio = new VoiceAudio(format, wanted);
        }
        String words = service.json()
                .createObjectNode()
                .put("text", text)
                .put("flush", true)
                .toString();
        return socket.send(words) && socket.send("{\"text\":\"\"}");
    }

    @Override
    public void cancel() {
        synchronized (this) {
            isOver = true;
            listener = null;
        }
        socket.cancel();
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        JsonNode frame;
        try {
            frame = service.json().readTree(text);
        } catch (JsonProcessingException garbled) {
            fail(ServiceFailure.of(Service.SYNTHESIZER, Kind.BROKEN, "a message is no JSON"));
            return;
        }
        ServiceFailure failure = Refusals.inFrame(Service.SYNTHESIZER, frame);
        if (failure != null) {
            fail(failure);
            return;
        }
        String piece = frame.path("audio").asText("");
        VoiceAudio into;
        synchronized (this) {
            into = isOver ? null : audio;
        }
        if (into == null) {
            return;
        }
        try {
            if (!frame.path("audio").isNull() && !piece.isEmpty()) {
                into.add(Base64.getDecoder().decode(piece));
            }
            if (frame.path("isFinal").asBoolean()) {
                into.end();
                finish();
            }
        } catch (RuntimeException unreadable) {
            fail(new ServiceFailure(
                    Service.SYNTHESIZER,
                    Kind.REFUSED,
                    "the voice's audio cannot be read: " + unreadable.getMessage(),
                    unreadable));
        }
    }

    private void finish() {
        SpeechSynthesizer.Listener told = end();
        socket.close(1000, null);
        if (told != null) {
            told.done();
        }
    }

    private void fail(ServiceFailure failure) {
        SpeechSynthesizer.Listener told = end();
        socket.cancel();
        if (told != null) {
            told.failed(failure);
        }
    }

    /** Whoever has to be told of the end, once. */
    private synchronized SpeechSynthesizer.@Nullable Listener end() {
        SpeechSynthesizer.Listener told = isOver ? null : listener;
        isOver = true;
        listener = null;
        return told;
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(1000, null);
        fail(ServiceFailure.of(
                Service.SYNTHESIZER, Kind.BROKEN, "Telnyx closed the socket without a final message, code " + code));
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable thrown, @Nullable Response response) {
        fail(Refusals.broken(Service.SYNTHESIZER, thrown, response));
    }
}
