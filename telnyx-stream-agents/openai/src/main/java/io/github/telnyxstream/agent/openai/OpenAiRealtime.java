package io.github.telnyxstream.agent.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.telnyxstream.agent.SpeechToSpeech;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Speech to speech by OpenAI Realtime: one socket per call, G.711 as it is on the call in both directions, other codecs as
 * 24 kHz. Tells what a call has cost in tokens. Sessions end after an hour at the latest; the agent then opens another one
 * that is told what was said.
 *
 * <p><b>Threads:</b> thread-safe. <b>Life-cycle:</b> {@link #close} ends its connections. <b>Failure:</b> a key, a model, a
 * voice that is refused ends as such, everything else is tried again.
 */
public final class OpenAiRealtime implements SpeechToSpeech, AutoCloseable {
    /** A socket is a request to OkHttp as long as it is open, and a call has several: enough for thousands of calls. */
    private static final int MOST_AT_ONCE = 50_000;

    private final Service service;
    private final SessionSettings settings;

    private OpenAiRealtime(Builder builder) {
        OkHttpClient client = new OkHttpClient.Builder()
                // a socket that is half open is reported by nobody else
                .pingInterval(Duration.ofSeconds(10))
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ofSeconds(10))
                .retryOnConnectionFailure(false)
                .build();
        client.dispatcher().setMaxRequestsPerHost(MOST_AT_ONCE);
        client.dispatcher().setMaxRequests(MOST_AT_ONCE);
        this.service = new Service(client, builder.baseUrl, builder.apiKey, new ObjectMapper());
        this.settings = new SessionSettings(
                builder.model,
                builder.instructions,
                builder.voice,
                builder.transcriptionModel,
                builder.eagerness,
                builder.silenceMillis);
    }

    /** What all calls have in common. */
    record Service(OkHttpClient client, URI baseUrl, String apiKey, ObjectMapper json) {
        Request request(String model) {
            return new Request.Builder()
                    .url(baseUrl + "/realtime?model=" + URLEncoder.encode(model, StandardCharsets.UTF_8))
                    .header("Authorization", "Bearer " + apiKey)
                    .build();
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Service[" + baseUrl + "]";
        }
    }

    /**
     * Begins with a key.
     *
     * @param apiKey the key of the project; blanks around it are taken off
     * @param instructions the system prompt
     * @return a builder
     * @throws IllegalArgumentException if the key is blank
     */
    public static Builder builder(String apiKey, String instructions) {
        return new Builder(apiKey, instructions);
    }

    @Override
    public Talk open(Opening opening, Listener listener) throws IOException {
        return new RealtimeSocket(service, settings, opening, listener);
    }

    @Override
    public void close() {
        service.client().dispatcher().cancelAll();
        service.client().dispatcher().executorService().shutdown();
        service.client().connectionPool().evictAll();
    }

    /** Collects settings. One thread at a time. */
    public static final class Builder {
        private static final Set<String> EAGERNESS = Set.of("low", "medium", "high", "auto");

        private final String apiKey;
        private final String instructions;
        private URI baseUrl = URI.create("https://api.openai.com/v1");
        private String model = "gpt-realtime";
        private String voice = "marin";
        private String transcriptionModel = "gpt-4o-mini-transcribe";
        private String eagerness = "";
        private int silenceMillis = 500;

        private Builder(String apiKey, String instructions) {
            this.apiKey = apiKey.strip();
            this.instructions = Objects.requireNonNull(instructions, "instructions");
            if (this.apiKey.isEmpty()) {
                throw new IllegalArgumentException("apiKey is blank");
            }
        }

        /**
         * Sets where OpenAI is.
         *
         * @param url with {@code /v1}, without a slash at the end
         * @return this
         */
        public Builder baseUrl(URI url) {
            String text = url.toString();
            this.baseUrl = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
            return this;
        }

        /**
         * Sets the model; {@code gpt-realtime} by default.
         *
         * @param model a model of the Realtime API
         * @return this
         */
        public Builder model(String model) {
            this.model = Objects.requireNonNull(model, "model");
            return this;
        }

        /**
         * Sets the voice; {@code marin} by default.
         *
         * @param voice its name
         * @return this
         */
        public Builder voice(String voice) {
            this.voice = Objects.requireNonNull(voice, "voice");
            return this;
        }

        /**
         * Sets who writes down what the caller says, for the conversation and for interruptions that are known by their words;
         * {@code gpt-4o-mini-transcribe} by default.
         *
         * @param model a transcription model
         * @return this
         */
        public Builder transcription(String model) {
            this.transcriptionModel = Objects.requireNonNull(model, "model");
            return this;
        }

        /**
         * Lets a silence end the caller's turn: the default, with 500 ms.
         *
         * @param silence how long, 200 ms to 5 s
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder endTurnsBySilence(Duration silence) {
            long millis = silence.toMillis();
            if (millis < 200 || millis > 5000) {
                throw new IllegalArgumentException("silence is " + silence + ", must be 200 ms to 5 s");
            }
            this.silenceMillis = (int) millis;
            this.eagerness = "";
            return this;
        }

        /**
         * Lets the meaning of what was said end the caller's turn: slower, but it cuts fewer people short.
         *
         * @param eagerness {@code low}, {@code medium}, {@code high} or {@code auto}: waits for 8, 4, 2 or 4 s at most
         * @return this
         * @throws IllegalArgumentException if it is none of these
         */
        public Builder endTurnsByMeaning(String eagerness) {
            String word = eagerness.toLowerCase(Locale.ROOT);
            if (!EAGERNESS.contains(word)) {
                throw new IllegalArgumentException("eagerness is none of " + EAGERNESS);
            }
            this.eagerness = word;
            return this;
        }

        /**
         * The service.
         *
         * @return for any number of calls
         */
        public OpenAiRealtime build() {
            return new OpenAiRealtime(this);
        }
    }
}
