package io.github.telnyxstream.testkit;

import java.time.Instant;
import java.util.Base64;

/** The messages of one stream as Telnyx writes them, with their counters. One thread at a time. */
final class TelnyxWords {
    private static final String STREAM_ID = "11111111-2222-4333-8444-555555555555";

    private int sequence;
    private int chunk;
    private String callControlId = "v3:exampleCallControlId";

    static String connected() {
        return "{\"event\":\"connected\",\"version\":\"1.0.0\"}";
    }

    synchronized String start(String call, String encoding, int sampleRateHz) {
        callControlId = call;
        return head("start") + ",\"start\":{\"user_id\":\"0e6d2c44-1b1f-4d0e-8a64-2f5f6b7a9c01\",\"call_control_id\":\""
                + call + "\",\"from\":\"+15550100001\",\"to\":\"+15550100002\",\"media_format\":{\"encoding\":\""
                + encoding
                + "\",\"sample_rate\":" + sampleRateHz + ",\"channels\":1}}}";
    }

    synchronized String media(byte[] payload) {
        chunk++;
        return head("media") + ",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk + "\",\"timestamp\":\""
                + (chunk - 1) * 20 + "\",\"payload\":\"" + Base64.getEncoder().encodeToString(payload) + "\"}}";
    }

    synchronized String dtmf(char digit, Instant at) {
        return head("dtmf") + ",\"occurred_at\":\"" + at + "\",\"dtmf\":{\"digit\":\"" + digit + "\"}}";
    }

    synchronized String mark(String name) {
        return head("mark") + ",\"mark\":{\"name\":\"" + name + "\"}}";
    }

    synchronized String stop() {
        return head("stop") + ",\"stop\":{\"call_control_id\":\"" + callControlId + "\"}}";
    }

    private String head(String event) {
        sequence++;
        return "{\"event\":\"" + event + "\",\"sequence_number\":\"" + sequence + "\",\"stream_id\":\"" + STREAM_ID
                + "\"";
    }
}
