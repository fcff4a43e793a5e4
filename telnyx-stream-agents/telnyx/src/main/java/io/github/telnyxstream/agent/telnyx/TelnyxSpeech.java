package io.github.telnyxstream.agent.telnyx;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The services of an agent on Telnyx's own APIs: speech to text and text to speech over WebSockets, chat completions over
 * HTTP. One client serves all calls.
 *
 * <p><b>Threads:</b> thread-safe. <b>Life-cycle:</b> {@link #close} ends its connections.
 */
public final class TelnyxSpeech implements AutoCloseable {
    /** A socket is a request to OkHttp as long as it is open, and a call has several: enough for thousands of calls. */
    private static final int MOST_AT_ONCE = 50_000;

    private final Service service;
    private final Builder settings;

    private TelnyxSpeech(Builder settings) {
        this.settings = settings;
        OkHttpClient client = new OkHttpClient.Builder()
                .pingInterval(Duration.ofSeconds(30))
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ofSeconds(10))
                .retryOnConnectionFailure(false)
                .build();
        client.dispatcher().setMaxRequestsPerHost(MOST_AT_ONCE);
        client.dispatcher().setMaxRequests(MOST_AT_ONCE);
        this.service = new Service(client, settings.baseUrl, settings.apiKey, new ObjectMapper());
    }

    Service service() {
        return service;
    }

    /** What all services have in common. */
    record Service(OkHttpClient client, URI baseUrl, String apiKey, ObjectMapper json) {
        okhttp3.Request.Builder request(String pathAndQuery) {
            return new okhttp3.Request.Builder()
                    .url(baseUrl + pathAndQuery)
                    .header("Authorization", "Bearer " + apiKey);
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
     * @param apiKey the key of the portal; blanks around it are taken off
     * @return a builder
     * @throws IllegalArgumentException if it is blank
     */
    public static Builder builder(String apiKey) {
        return new Builder(apiKey);
    }

    /**
     * Speech to text. Calls in PCMU pass their payloads through untouched; of other codecs the samples are sent.
     *
     * @return for any number of calls
     */
    public SpeechRecognizer recognizer() {
        return (language, listener) ->
                new TelnyxRecognition(service, settings.engine, settings.sttModel, language, listener);
    }

    /**
     * Text to speech: one connection per sentence, the next one opened ahead; one that was not needed within 15 s is given up,
     * since Telnyx closes it after 20.
     *
     * <p>On calls in PCMU voices of Azure and ElevenLabs are asked for µ-law at 8 kHz, on calls in PCMA those of Azure for A-law:
     * what they send leaves as it came. All others, and on all other calls, are asked for samples at the voice's rate. A synthesizer
     * that calls only {@link SpeechSynthesizer#synthesize(String, String, SpeechSynthesizer.Listener)} of this one has samples always.
     *
     * @return for any number of calls
     */
    public SpeechSynthesizer synthesizer() {
        return new TelnyxSynthesizer(service, settings.voice, settings.voiceRateHz, System::nanoTime);
    }

    /**
     * Chat completions, streamed, with tools.
     *
     * @param instructions the system prompt
     * @return for any number of calls
     */
    public Responder responder(String instructions) {
        return new TelnyxResponder(service, settings.model, instructions, settings.maxTokens);
    }

    @Override
    public void close() {
        service.client().dispatcher().cancelAll();
        service.client().dispatcher().executorService().shutdown();
        service.client().connectionPool().evictAll();
    }

    /** Collects settings. One thread at a time. */
    public static final class Builder {
        private final String apiKey;
        private URI baseUrl = URI.create("https://api.telnyx.com/v2");
        private String engine = "Deepgram";
        private String sttModel = "nova-3";
        private String voice = "Telnyx.NaturalHD.astra";
        private int voiceRateHz = 16000;
        private String model = "moonshotai/Kimi-K2.6";
        private @Nullable Integer maxTokens;

        private Builder(String apiKey) {
            this.apiKey = apiKey.strip();
            if (this.apiKey.isEmpty()) {
                throw new IllegalArgumentException("apiKey is blank");
            }
        }

        /**
         * Sets where Telnyx is.
         *
         * @param url with {@code /v2}, without a slash at the end
         * @return this
         */
        public Builder baseUrl(URI url) {
            String text = url.toString();
            this.baseUrl = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
            return this;
        }

        /**
         * Sets who recognises. {@code Deepgram} and {@code nova-3} by default, which give partial texts.
         *
         * @param engine the engine, upper and lower case as in Telnyx's documentation
         * @param model its model
         * @return this
         */
        public Builder transcription(String engine, String model) {
            this.engine = Objects.requireNonNull(engine, "engine");
            this.sttModel = Objects.requireNonNull(model, "model");
            return this;
        }

        /**
         * Sets the voice.
         *
         * @param voice its name, such as {@code AWS.Polly.Joanna-Neural}
         * @param sampleRateHz the rate to ask for, which the wire does not tell: what the voice's page lists; 16000 suits most
         * @return this
         */
        public Builder voice(String voice, int sampleRateHz) {
            if (sampleRateHz < 8000 || sampleRateHz > 48000) {
                throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 8000 to 48000");
            }
            this.voice = Objects.requireNonNull(voice, "voice");
            this.voiceRateHz = sampleRateHz;
            return this;
        }

        /**
         * Sets the language model.
         *
         * @param model its name, as {@code GET /v2/ai/openai/models} lists it
         * @return this
         */
        public Builder model(String model) {
            this.model = Objects.requireNonNull(model, "model");
            return this;
        }

        /**
         * Limits an answer. Not sent together with tools, which Telnyx refuses (10015).
         *
         * @param tokens at most
         * @return this
         */
        public Builder maxTokens(int tokens) {
            this.maxTokens = tokens;
            return this;
        }

        /**
         * The services.
         *
         * @return a client
         */
        public TelnyxSpeech build() {
            return new TelnyxSpeech(this);
        }
    }
}
