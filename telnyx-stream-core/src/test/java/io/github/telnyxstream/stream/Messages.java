package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.StreamEvent;
import io.github.telnyxstream.stream.wire.EventReader;
import io.github.telnyxstream.stream.wire.EventSink;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What Telnyx says, in the shapes of the protocol page. */
final class Messages {
    static final String STREAM = "b1f3a0c2-5a77-4c7e-9a52-6d1d0e8f4a10";
    static final String CALL = "v3:exampleCallControlId";
    static final String CONNECTED = "{\"event\":\"connected\",\"version\":\"1.0.0\"}";

    private Messages() {}

    static String connectedWith(String token) {
        return "{\"event\":\"connected\",\"version\":\"1.0.0\",\"connected\":{\"x-telnyx-streaming-auth-token\":\""
                + token + "\"}}";
    }

    static String start() {
        return start("PCMU", 8000);
    }

    static String start(String encoding, int rateHz) {
        return start(encoding, rateHz, CALL);
    }

    static String start(String encoding, int rateHz, String call) {
        return "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"" + STREAM + "\",\"start\":{\"user_id\":"
                + "\"0e6d2c44-1b1f-4d0e-8a64-2f5f6b7a9c01\",\"call_control_id\":\"" + call
                + "\",\"call_session_id\":\"6a9d6a52-8f0e-11f0-9c2d-02420a000001\",\"from\":\"+15550100001\",\"to\":"
                + "\"+15550100002\",\"tags\":[\"sales\"],\"client_state\":\"eyJvcmRlciI6NDJ9\",\"custom_parameters\":"
                + "{\"tenant\":\"acme\"},\"media_format\":{\"encoding\":\"" + encoding + "\",\"sample_rate\":" + rateHz
                + ",\"channels\":1}}}";
    }

    /** A frame whose 160 bytes are all the low byte of its chunk. */
    static String media(long chunk) {
        return media("inbound", chunk);
    }

    static String media(String track, long chunk) {
        byte[] payload = new byte[160];
        Arrays.fill(payload, (byte) chunk);
        return media(STREAM, track, chunk, payload);
    }

    static String media(String stream, String track, long chunk, byte[] payload) {
        return "{\"event\":\"media\",\"sequence_number\":\"" + (chunk + 3) + "\",\"stream_id\":\"" + stream
                + "\",\"media\":{\"track\":\"" + track + "\",\"chunk\":\"" + chunk + "\",\"timestamp\":\"" + chunk * 20
                + "\",\"payload\":\"" + Base64.getEncoder().encodeToString(payload) + "\"}}";
    }

    static String dtmf(char digit) {
        return "{\"event\":\"dtmf\",\"stream_id\":\"" + STREAM
                + "\",\"occurred_at\":\"2026-03-01T09:30:11.402113Z\",\"sequence_number\":\"118\",\"dtmf\":{\"digit\":\""
                + digit + "\"}}";
    }

    static String mark(String name) {
        return "{\"event\":\"mark\",\"stream_id\":\"" + STREAM + "\",\"sequence_number\":\"231\",\"mark\":{\"name\":\""
                + name + "\"}}";
    }

    static String error(int code) {
        return "{\"event\":\"error\",\"stream_id\":\"" + STREAM + "\",\"payload\":{\"code\":" + code
                + ",\"title\":\"rate_limit_reached\",\"detail\":\"Too many requests\"}}";
    }

    static String stop() {
        return "{\"event\":\"stop\",\"sequence_number\":\"2412\",\"stream_id\":\"" + STREAM
                + "\",\"stop\":{\"user_id\":\"0e6d2c44-1b1f-4d0e-8a64-2f5f6b7a9c01\",\"call_control_id\":\"" + CALL
                + "\"}}";
    }

    /** A media message as the engine has it. */
    static MediaMessage read(String message) {
        Last last = new Last();
        new EventReader().read(message, last);
        return last.media();
    }

    /** Holds the last media message that was read. */
    static final class Last implements EventSink {
        private final MediaMessage media = new MediaMessage();

        MediaMessage media() {
            return media;
        }

        @Override
        public MediaMessage mediaToFill() {
            return media;
        }

        @Override
        public void media(MediaMessage filled) {}

        @Override
        public void event(StreamEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public void oddity(String eventName, String detail) {
            throw new AssertionError(detail);
        }

        @Override
        public void malformed(@Nullable String eventName, String reason, long offset, int lengthBytes) {
            throw new AssertionError(reason);
        }
    }
}
