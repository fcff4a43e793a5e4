package io.github.telnyxstream.agent.telnyx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One call on Telnyx's speech-to-text socket. The socket opens with the first frame, since its query names the format. */
final class TelnyxRecognition extends WebSocketListener implements SpeechRecognizer.Recognition {
    /** Telnyx advises 2 to 8 KiB a message; 100 ms of µ-law and of L16 lie around that and delay nothing that matters. */
    private static final int MILLIS_PER_MESSAGE = 100;

    /** Very short answers come back empty unless silence follows them (live). */
    private static final int SILENCE_MILLIS = 300;

    private static final long MOST_QUEUED_BYTES = 10 * 32_000;

    private final TelnyxSpeech.Service service;
    private final String engine;
    private final String model;
    private final String language;
    private final SpeechRecognizer.Listener listener;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable WebSocket socket;

    @GuardedBy("lock")
    private boolean isOver;

    private boolean isMuLaw;
    private int rateHz;

    TelnyxRecognition(
            TelnyxSpeech.Service service,
            String engine,
            String model,
            String language,
            SpeechRecognizer.Listener listener) {
        this.service = service;
        this.engine = engine;
        this.model = model;
        this.language = language;
        this.listener = listener;
    }

    @Override
    public void accept(MediaFrame frame) throws IOException {
        WebSocket open = open(frame.format());
        if (isMuLaw && frame.payload().length > 0) {
            waiting.writeBytes(frame.payload());
        } else if (!isMuLaw) {
            waiting.writeBytes(littleEndian(frame.pcm()));
        }
        if (waiting.size() >= bytesOf(MILLIS_PER_MESSAGE)) {
            flush(open);
        }
    }

    private int bytesOf(int millis) {
        return rateHz / 1000 * millis * (isMuLaw ? 1 : 2);
    }

    private void flush(WebSocket open) throws IOException {
        if (open.queueSize() > MOST_QUEUED_BYTES) {
            waiting.reset();
            return;
        }
        boolean sent = open.send(ByteString.of(waiting.toByteArray()));
        waiting.reset();
        if (!sent) {
            throw new IOException("the speech-to-text socket is closed");
        }
    }

    private static byte[] littleEndian(short[] pcm) {
        byte[] bytes = new byte[pcm.length * 2];
        for (int i = 0; i < pcm.length; i++) {
            bytes[2 * i] = (byte) pcm[i];
            bytes[2 * i + 1] = (byte) (pcm[i] >> 8);
        }
        return bytes;
    }

    private WebSocket open(MediaFormat format) {
        synchronized (lock) {
            WebSocket open = socket;
            if (open == null) {
                // mu-law is taken by Deepgram and Google only
                isMuLaw = format.encoding() == Encoding.PCMU && (engine.equals("Deepgram") || engine.equals("Google"));
                rateHz = format.sampleRateHz();
                open = service.client().newWebSocket(service.request(query()).build(), this);
                socket = open;
            }
            return open;
        }
    }

    private String query() {
        StringBuilder query = new StringBuilder("/speech-to-text/transcription?transcription_engine=")
                .append(encoded(engine))
                .append("&model=")
                .append(encoded(model))
                .append("&input_format=")
                .append(isMuLaw ? "mulaw" : "linear16")
                .append("&sample_rate=")
                .append(rateHz)
                .append("&language=")
                .append(encoded(language));
        if (!engine.equals("Telnyx")) {
            // with Whisper it suppresses all output (live)
            query.append("&interim_results=true");
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void finish() throws IOException {
        WebSocket open = present();
        if (open == null) {
            return;
        }
        silence(open, SILENCE_MILLIS);
        if (isDeepgram()) {
            open.send("{\"type\":\"Finalize\"}");
        }
    }

    @Override
    public void keepAlive() throws IOException {
        WebSocket open = present();
        if (open == null) {
            return;
        }
        if (isDeepgram()) {
            open.send("{\"type\":\"KeepAlive\"}");
        } else {
            // the others know no such message
            silence(open, MILLIS_PER_MESSAGE);
        }
    }

    private @Nullable WebSocket present() {
        synchronized (lock) {
            return socket;
        }
    }

    private boolean isDeepgram() {
        return engine.equals("Deepgram");
    }

    private void silence(WebSocket open, int millis) throws IOException {
        byte[] silence = new byte[bytesOf(millis)];
        if (isMuLaw) {
            Arrays.fill(silence, (byte) 0xFF);
        }
        waiting.writeBytes(silence);
        flush(open);
    }

    @Override
    public void close() {
        WebSocket open;
        synchronized (lock) {
            isOver = true;
            open = socket;
        }
        if (open != null) {
            open.send("{\"type\":\"CloseStream\"}");
            open.close(1000, null);
        }
    }

    /** True for whoever is first to end it. */
    private boolean end() {
        synchronized (lock) {
            boolean wasOver = isOver;
            isOver = true;
            return !wasOver;
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        JsonNode frame;
        try {
            frame = service.json().readTree(text);
        } catch (JsonProcessingException garbled) {
            fail(ServiceFailure.of(Service.RECOGNIZER, Kind.BROKEN, "a message is no JSON"), webSocket);
            return;
        }
        ServiceFailure failure = Refusals.inFrame(Service.RECOGNIZER, frame);
        if (failure != null) {
            fail(failure, webSocket);
            return;
        }
        if (!frame.has("transcript")) {
            return;
        }
        String words = frame.path("transcript").asText("");
        if (frame.path("is_final").asBoolean()) {
            JsonNode confidence = frame.path("confidence");
            listener.finalText(words, confidence.isNumber() ? confidence.asDouble() : null);
        } else if (!words.isEmpty()) {
            listener.partial(words);
        }
        // speech_final says no more than that there was a pause, of 100 ms: whether that was a turn's end is the
        // detector's to
        // judge, which knows what was said
        if (words.isEmpty() && frame.path("utterance_end").asBoolean()) {
            listener.endOfTurn();
        }
    }

    private void fail(ServiceFailure failure, WebSocket webSocket) {
        if (end()) {
            webSocket.cancel();
            listener.failed(failure);
        }
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable thrown, @Nullable Response response) {
        if (end()) {
            listener.failed(Refusals.broken(Service.RECOGNIZER, thrown, response));
        }
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(1000, null);
        if (end()) {
            listener.failed(ServiceFailure.of(
                    Service.RECOGNIZER, Kind.BROKEN, "Telnyx has closed the speech-to-text socket, code " + code));
        }
    }
}
