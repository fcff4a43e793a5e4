package io.github.telnyxstream.callcontrol.command;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.List;
import java.util.Map;

/**
 * Turns {@link StreamSettings} into {@code stream_*} parameters, and knows which command takes which (reference pages
 * "Answer call", "Dial", "Streaming start").
 */
final class StreamParameters {

    private StreamParameters() {}

    /** Leaves out the rate, which is Telnyx's default then, and refuses what {@code answer} has no field for. */
    static void answer(ParameterBuilder<?, ?> builder, StreamSettings settings) {
        if (!settings.isCarriedByAnswer()) {
            throw new IllegalArgumentException("answer cannot carry " + whatAnswerLacks(settings)
                    + "; use Call.answerThenStream, which sends streaming_start after answer");
        }
        shared(builder, settings);
        silence(builder, settings);
    }

    static void dial(ParameterBuilder<?, ?> builder, StreamSettings settings) {
        if (!settings.customParameters().isEmpty()) {
            throw new IllegalArgumentException(
                    "dial cannot carry custom_parameters; put them in the query of stream_url, or start the stream"
                            + " after the call was answered");
        }
        shared(builder, settings);
        rateAndToken(builder, settings);
        silence(builder, settings);
    }

    static void streamingStart(ParameterBuilder<?, ?> builder, StreamSettings settings) {
        if (settings.isSilenceSentWhenIdle()) {
            throw new IllegalArgumentException(
                    "streaming_start cannot carry send_silence_when_idle; it goes with answer or dial");
        }
        shared(builder, settings);
        rateAndToken(builder, settings);
        if (!settings.customParameters().isEmpty()) {
            List<Map<String, Object>> list = settings.customParameters().entrySet().stream()
                    .map(entry -> Map.<String, Object>of("name", entry.getKey(), "value", entry.getValue()))
                    .toList();
            builder.put("custom_parameters", list);
        }
    }

    private static void shared(ParameterBuilder<?, ?> builder, StreamSettings settings) {
        builder.put("stream_url", settings.url());
        builder.put("stream_track", settings.track().wireName());
        Encoding inbound = settings.inboundEncoding();
        if (inbound != null) {
            builder.put("stream_codec", inbound.wireName());
        }
        builder.put("stream_bidirectional_mode", settings.outboundMode().wireName());
        if (settings.outboundMode() == OutboundMode.RTP) {
            builder.put(
                    "stream_bidirectional_codec",
                    settings.outboundFormat().encoding().wireName());
        }
        builder.put("stream_bidirectional_target_legs", settings.targetLegs().wireName());
    }

    private static void rateAndToken(ParameterBuilder<?, ?> builder, StreamSettings settings) {
        if (settings.outboundMode() == OutboundMode.RTP) {
            // always said, since L16 without a rate is 8 kHz and nothing on the wire would tell
            builder.put("stream_bidirectional_sampling_rate", settings.outboundWireRateHz());
        }
        String token = settings.authToken();
        if (token != null) {
            builder.put("stream_auth_token", token);
        }
    }

    private static void silence(ParameterBuilder<?, ?> builder, StreamSettings settings) {
        if (settings.isSilenceSentWhenIdle()) {
            builder.put("send_silence_when_idle", true);
        }
    }

    private static String whatAnswerLacks(StreamSettings settings) {
        if (settings.authToken() != null) {
            return "stream_auth_token";
        }
        return settings.customParameters().isEmpty()
                ? "stream_bidirectional_sampling_rate " + settings.outboundWireRateHz()
                : "custom_parameters";
    }
}
