package io.github.telnyxstream.stream.settings;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is wanted: the one object that call control sends to Telnyx and that the engine believes, because
 * nothing on the wire repeats what was asked for the outbound direction.
 *
 * <p>The defaults differ from Telnyx's where Telnyx's would leave a lone caller in silence: {@code rtp} instead of
 * {@code mp3}, {@code self} instead of {@code opposite}.
 *
 * <pre>{@code
 * StreamSettings settings = StreamSettings.builder("wss://voice.example.net/media")
 *         .outboundFormat(MediaFormat.PCMU)
 *         .build();
 * }</pre>
 *
 * <p><b>Threads:</b> immutable. {@code toString} shows neither the URL's path nor the token.
 */
public final class StreamSettings {
    private final String url;
    private final StreamTrack track;
    private final @Nullable Encoding inboundEncoding;
    private final ByteOrder inboundByteOrder;
    private final OutboundMode outboundMode;
    private final MediaFormat outboundFormat;
    private final TargetLegs targetLegs;
    private final @Nullable String authToken;
    private final Map<String, String> customParameters;
    private final boolean sendSilenceWhenIdle;

    private StreamSettings(Builder builder) {
        this.url = builder.url;
        this.track = builder.track;
        this.inboundEncoding = builder.inboundEncoding;
        this.inboundByteOrder = builder.inboundByteOrder;
        this.outboundMode = builder.outboundMode;
        this.outboundFormat = builder.outboundFormat;
        this.targetLegs = builder.targetLegs;
        this.authToken = builder.authToken;
        this.customParameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.customParameters));
        this.sendSilenceWhenIdle = builder.sendSilenceWhenIdle;
    }

    /**
     * Settings with every default: the inbound track in the call's own codec, PCMU back to the caller.
     *
     * @param url where Telnyx opens the socket, {@code ws://} or {@code wss://}, at most 2000 characters
     * @return the settings
     * @throws IllegalArgumentException if the URL is none that Telnyx could open
     */
    public static StreamSettings of(String url) {
        return builder(url).build();
    }

    /**
     * Starts from the defaults.
     *
     * @param url where Telnyx opens the socket, {@code ws://} or {@code wss://}, at most 2000 characters
     * @return a builder
     * @throws IllegalArgumentException if the URL is none that Telnyx could open
     */
    public static Builder builder(String url) {
        return new Builder(url);
    }

    /**
     * Starts from these settings.
     *
     * @return a builder that would build an equal object
     */
    public Builder toBuilder() {
        Builder builder = new Builder(url);
        builder.track = track;
        builder.inboundEncoding = inboundEncoding;
        builder.inboundByteOrder = inboundByteOrder;
        builder.outboundMode = outboundMode;
        builder.outboundFormat = outboundFormat;
        builder.targetLegs = targetLegs;
        builder.authToken = authToken;
        builder.customParameters.putAll(customParameters);
        builder.sendSilenceWhenIdle = sendSilenceWhenIdle;
        return builder;
    }

    /**
     * Where Telnyx opens the socket ({@code stream_url}).
     *
     * @return an absolute {@code ws} or {@code wss} URL
     */
    public String url() {
        return url;
    }

    /**
     * Which audio the application receives ({@code stream_track}).
     *
     * @return the track, {@link StreamTrack#INBOUND} by default
     */
    public StreamTrack track() {
        return track;
    }

    /**
     * The codec asked for towards the application ({@code stream_codec}).
     *
     * @return the encoding, or null for the call's own. What really arrives is announced by the start event
     */
    public @Nullable Encoding inboundEncoding() {
        return inboundEncoding;
    }

    /**
     * How to read L16 that arrives; nothing on the wire tells.
     *
     * @return the byte order, little-endian by default
     */
    public ByteOrder inboundByteOrder() {
        return inboundByteOrder;
    }

    /**
     * How the application sends ({@code stream_bidirectional_mode}).
     *
     * @return the mode, {@link OutboundMode#RTP} by default
     */
    public OutboundMode outboundMode() {
        return outboundMode;
    }

    /**
     * What the application sends ({@code stream_bidirectional_codec} and {@code stream_bidirectional_sampling_rate}).
     *
     * @return the format, PCMU by default
     */
    public MediaFormat outboundFormat() {
        return outboundFormat;
    }

    /**
     * The value of {@code stream_bidirectional_sampling_rate} for the outbound format. Telnyx counts G.722 by its RTP
     * clock (page "Media Streaming over Websockets").
     *
     * @return Hz; 8000 for G.722 although its audio is 16 kHz
     */
    public int outboundWireRateHz() {
        return outboundFormat.encoding() == Encoding.G722
                ? outboundFormat.rtpClockRateHz()
                : outboundFormat.sampleRateHz();
    }

    /**
     * Who hears it ({@code stream_bidirectional_target_legs}).
     *
     * @return the legs, {@link TargetLegs#SELF} by default
     */
    public TargetLegs targetLegs() {
        return targetLegs;
    }

    /**
     * The token that Telnyx shows in the upgrade request ({@code stream_auth_token}).
     *
     * @return the token, or null
     */
    public @Nullable String authToken() {
        return authToken;
    }

    /**
     * Values that Telnyx repeats in the start event ({@code custom_parameters}).
     *
     * @return name to value in the order given; unmodifiable, empty by default
     */
    public Map<String, String> customParameters() {
        return customParameters;
    }

    /**
     * Whether Telnyx sends silence to the call while the application sends nothing ({@code send_silence_when_idle}).
     *
     * @return false by default
     */
    public boolean isSilenceSentWhenIdle() {
        return sendSilenceWhenIdle;
    }

    /**
     * Whether the {@code answer} command can carry all of this. It has no field for a sampling rate, a token or custom
     * parameters (reference "Answer"); with any of these the stream has to be started by {@code streaming_start} after
     * the call was answered.
     *
     * @return true when {@code answer} suffices
     */
    public boolean isCarriedByAnswer() {
        boolean namesRate = outboundMode == OutboundMode.RTP && outboundWireRateHz() != 8000; // MP3 carries its own
        return authToken == null && customParameters.isEmpty() && !namesRate;
    }

    /**
     * What of these settings will not work as somebody may think: {@code opposite} where there is one leg, rates that Telnyx
     * does not know, L16 without a rate.
     *
     * @return sentences for a person, empty when there is nothing to say
     */
    public List<String> warnings() {
        return SettingsAdvice.of(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamSettings that
                && url.equals(that.url)
                && track == that.track
                && inboundEncoding == that.inboundEncoding
                && inboundByteOrder.equals(that.inboundByteOrder)
                && outboundMode == that.outboundMode
                && outboundFormat.equals(that.outboundFormat)
                && targetLegs == that.targetLegs
                && Objects.equals(authToken, that.authToken)
                && customParameters.equals(that.customParameters)
                && sendSilenceWhenIdle == that.sendSilenceWhenIdle;
    }

    @Override
    public int hashCode() {
        return Objects.hash(url, track, outboundMode, outboundFormat, targetLegs, authToken);
    }

    @Override
    public String toString() {
        return "StreamSettings[" + StreamUrl.masked(url) + ", track=" + track.wireName()
                + ", inbound=" + (inboundEncoding == null ? "default" : inboundEncoding.wireName())
                + ", outbound=" + outboundFormat.encoding().wireName() + "/" + outboundFormat.sampleRateHz()
                + " " + outboundMode.wireName() + " to " + targetLegs.wireName()
                + (authToken == null ? "" : ", token set") + "]";
    }

    /** Collects settings. One thread at a time. */
    public static final class Builder {
        private String url;
        private StreamTrack track = StreamTrack.INBOUND;
        private @Nullable Encoding inboundEncoding;
        private ByteOrder inboundByteOrder = ByteOrder.LITTLE_ENDIAN;
        private OutboundMode outboundMode = OutboundMode.RTP;
        private MediaFormat outboundFormat = MediaFormat.PCMU;
        private TargetLegs targetLegs = TargetLegs.SELF;
        private @Nullable String authToken;
        private final Map<String, String> customParameters = new LinkedHashMap<>();
        private boolean sendSilenceWhenIdle;

        private Builder(String url) {
            this.url = StreamUrl.check(url);
        }

        /**
         * Replaces the URL.
         *
         * @param url an absolute {@code ws} or {@code wss} URL, at most 2000 characters
         * @return this
         * @throws IllegalArgumentException if the URL is none that Telnyx could open
         */
        public Builder url(String url) {
            this.url = StreamUrl.check(url);
            return this;
        }

        /**
         * Chooses the audio to receive.
         *
         * @param track the track
         * @return this
         */
        public Builder track(StreamTrack track) {
            this.track = Objects.requireNonNull(track, "track");
            return this;
        }

        /**
         * Asks Telnyx to transcode what the application receives.
         *
         * @param encoding the codec, or null for the call's own
         * @return this
         * @throws IllegalArgumentException for MP3, which never arrives
         */
        public Builder inboundEncoding(@Nullable Encoding encoding) {
            if (encoding == Encoding.MP3) {
                throw new IllegalArgumentException("inboundEncoding MP3: Telnyx never sends MP3");
            }
            this.inboundEncoding = encoding;
            return this;
        }

        /**
         * Says how to read L16 that arrives.
         *
         * @param byteOrder the byte order
         * @return this
         */
        public Builder inboundByteOrder(ByteOrder byteOrder) {
            this.inboundByteOrder = Objects.requireNonNull(byteOrder, "byteOrder");
            return this;
        }

        /**
         * Chooses how the application sends.
         *
         * @param mode the mode
         * @return this
         */
        public Builder outboundMode(OutboundMode mode) {
            this.outboundMode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /**
         * Chooses what the application sends.
         *
         * @param format codec and audio rate
         * @return this
         * @throws IllegalArgumentException for MP3, which is a mode and not a codec of the RTP mode
         */
        public Builder outboundFormat(MediaFormat format) {
            if (Objects.requireNonNull(format, "format").encoding() == Encoding.MP3) {
                throw new IllegalArgumentException("outboundFormat MP3: use outboundMode(OutboundMode.MP3)");
            }
            this.outboundFormat = format;
            return this;
        }

        /**
         * Chooses who hears it.
         *
         * @param legs the legs
         * @return this
         */
        public Builder targetLegs(TargetLegs legs) {
            this.targetLegs = Objects.requireNonNull(legs, "legs");
            return this;
        }

        /**
         * Sets the token that Telnyx shows in the upgrade request.
         *
         * @param token 1 to 4000 visible ASCII characters, or null for none
         * @return this
         * @throws IllegalArgumentException for another length or other characters
         */
        public Builder authToken(@Nullable String token) {
            this.authToken = token == null ? null : AuthToken.checked(token);
            return this;
        }

        /**
         * Adds a value that Telnyx repeats in the start event.
         *
         * @param name its name, not empty
         * @param value its value
         * @return this
         * @throws IllegalArgumentException if the name is empty
         */
        public Builder customParameter(String name, String value) {
            if (Objects.requireNonNull(name, "name").isEmpty()) {
                throw new IllegalArgumentException("name of a custom parameter is empty");
            }
            customParameters.put(name, Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Asks Telnyx to send silence while the application sends nothing.
         *
         * @param send whether to
         * @return this
         */
        public Builder sendSilenceWhenIdle(boolean send) {
            this.sendSilenceWhenIdle = send;
            return this;
        }

        /**
         * The settings. Their {@link StreamSettings#warnings} are logged, each once in the life of the JVM.
         *
         * @return what was collected
         */
        public StreamSettings build() {
            StreamSettings settings = new StreamSettings(this);
            SettingsAdvice.log(settings.warnings());
            return settings;
        }
    }
}
