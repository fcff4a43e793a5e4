package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the application wants its media stream; defaults and refusals as in Telnyx's reference ("Streaming start").
 *
 * @param url where to connect
 * @param authToken for the header, or null
 * @param sendsInbound whether the caller's voice is wanted
 * @param sendsOutbound whether what the caller hears is wanted
 * @param inboundCodec what to send in; null for the call's own
 * @param outboundFormat what the application sends, or null in MP3 mode
 * @param isHeardHere whether the target legs include this one
 * @param isHeardOpposite whether they include the leg that this one is bridged with
 * @param samplingRateHz {@code stream_bidirectional_sampling_rate}
 * @param customParameters for {@code start}, or null
 * @param isReceiveOnly whether nothing was said about audio from the application
 * @param violations what was asked for and is not documented for this command
 */
record StreamRequest(
        URI url,
        @Nullable String authToken,
        boolean sendsInbound,
        boolean sendsOutbound,
        @Nullable Encoding inboundCodec,
        @Nullable MediaFormat outboundFormat,
        boolean isHeardHere,
        boolean isHeardOpposite,
        int samplingRateHz,
        @Nullable JsonNode customParameters,
        boolean isReceiveOnly,
        List<String> violations) {
    private static final int MAX_URL = 2000;
    private static final int MAX_TOKEN = 4000;
    private static final int MOST_PORT = 65_535;
    private static final Set<String> TRACKS = Set.of("inbound_track", "outbound_track", "both_tracks");
    private static final Set<String> LEGS = Set.of("self", "opposite", "both");
    private static final Set<String> CODECS = Set.of("PCMU", "PCMA", "G722", "OPUS", "AMR-WB", "L16");
    private static final Set<Integer> RATES = Set.of(8000, 16000, 22050, 24000, 48000);

    /** Which command carries the parameters; they do not all take the same. */
    enum Carrier {
        DIAL,
        ANSWER,
        STREAMING_START;

        private Set<String> undocumented() {
            return switch (this) {
                case DIAL -> Set.of("custom_parameters");
                case ANSWER -> Set.of("stream_bidirectional_sampling_rate", "stream_auth_token", "custom_parameters");
                case STREAMING_START -> Set.of("send_silence_when_idle");
            };
        }
    }

    /** Reads the parameters; null when no stream is wanted. */
    static @Nullable StreamRequest of(ObjectNode body, Carrier carrier) {
        if (!body.hasNonNull("stream_url")) {
            return null;
        }
        List<String> violations = new ArrayList<>();
        ObjectNode known = body.deepCopy();
        for (String field : carrier.undocumented()) {
            if (known.remove(field) != null) {
                violations.add(
                        field + " is not a parameter of " + carrier.name().toLowerCase(Locale.ROOT));
            }
        }
        String track = choice(known, "stream_track", "inbound_track", TRACKS);
        String codec = known.path("stream_codec").asText("default");
        if (!codec.equals("default") && !CODECS.contains(codec)) {
            throw Refusal.badChoice("stream_codec", codec);
        }
        String legs = choice(known, "stream_bidirectional_target_legs", "opposite", LEGS);
        return new StreamRequest(
                url(known),
                token(known),
                !track.equals("outbound_track"),
                !track.equals("inbound_track"),
                Encoding.ofWireName(codec),
                outbound(known),
                !legs.equals("opposite"),
                !legs.equals("self"),
                rate(known),
                known.get("custom_parameters"),
                known.properties().stream().noneMatch(one -> one.getKey().startsWith("stream_bidirectional_")),
                violations);
    }

    /**
     * What {@code streaming.failed} tells. For the track the documentation's sample and the SDK's model have different words
     * (protocol notes, section 5.2).
     */
    void tellFailure(ObjectNode payload, String streamId, boolean asInSdk) {
        payload.put("failure_reason", "connection_failed").put("stream_id", streamId);
        payload.put("stream_type", "websocket");
        String track = !sendsOutbound ? "inbound_track" : sendsInbound ? "both_tracks" : "outbound_track";
        payload.putObject("stream_params")
                .put("stream_url", url.toString())
                .put(asInSdk ? "track" : "stream_track", track);
    }

    /**
     * What the application receives on a line of that format. Where no other codec can be made of the call's, Telnyx sends
     * that; here all can be made that there is a codec for.
     */
    MediaFormat inboundFormat(MediaFormat lineFormat) {
        if (inboundCodec == null || inboundCodec == lineFormat.encoding()) {
            return lineFormat;
        }
        MediaFormat format = MediaFormat.of(
                inboundCodec,
                switch (inboundCodec) {
                    case PCMU, PCMA -> 8000;
                    case G722, AMR_WB -> 16000;
                    case OPUS -> 48000;
                    default -> samplingRateHz;
                });
        try {
            AudioCodec.of(format);
            return format;
        } catch (CodecException nobodyMakesIt) {
            return lineFormat;
        }
    }

    private static URI url(ObjectNode body) {
        String url = body.path("stream_url").asText();
        if (url.length() <= MAX_URL && (url.startsWith("ws://") || url.startsWith("wss://"))) {
            try {
                URI uri = URI.create(url);
                if (uri.getHost() != null && uri.getPort() <= MOST_PORT) {
                    return uri;
                }
            } catch (IllegalArgumentException noUrl) {
                throw badUrl();
            }
        }
        throw badUrl();
    }

    private static Refusal badUrl() {
        return Refusal.field(
                10003, "Invalid URL", "stream_url must be a ws or wss URL of at most 2000 characters", "stream_url");
    }

    private static @Nullable String token(ObjectNode body) {
        if (!body.hasNonNull("stream_auth_token")) {
            return null;
        }
        String token = body.path("stream_auth_token").asText();
        if (token.length() > MAX_TOKEN) {
            throw Refusal.field(10015, "Bad Request", "stream_auth_token is too long", "stream_auth_token");
        }
        return token;
    }

    private static int rate(ObjectNode body) {
        int rate = body.path("stream_bidirectional_sampling_rate").asInt(8000);
        if (!RATES.contains(rate)) {
            throw Refusal.badChoice("stream_bidirectional_sampling_rate", Integer.toString(rate));
        }
        return rate;
    }

    private static @Nullable MediaFormat outbound(ObjectNode body) {
        String mode = choice(body, "stream_bidirectional_mode", "mp3", Set.of("mp3", "rtp"));
        String codec = choice(body, "stream_bidirectional_codec", "PCMU", CODECS);
        int rate = rate(body);
        if (mode.equals("mp3")) {
            return null;
        }
        Encoding encoding = Objects.requireNonNull(Encoding.ofWireName(codec));
        int audioRate = encoding == Encoding.G722 || encoding == Encoding.AMR_WB ? 16000 : rate;
        try {
            MediaFormat format = MediaFormat.of(encoding, audioRate);
            AudioCodec.of(format);
            return format;
        } catch (CodecException | IllegalArgumentException unplayable) {
            throw Refusal.field(
                    10027,
                    "Unprocessable",
                    "The simulator cannot play it: " + unplayable.getMessage(),
                    "stream_bidirectional_codec");
        }
    }

    private static String choice(ObjectNode body, String field, String fallback, Set<String> values) {
        String value = body.path(field).asText(fallback);
        if (!values.contains(value)) {
            throw Refusal.badChoice(field, value);
        }
        return value;
    }

    @Override
    public String toString() {
        return "StreamRequest[" + url.getHost() + "]";
    }
}
