package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.fault.Quirk;

/** What {@code start} says of a stream. */
final class StreamStart {
    private StreamStart() {}

    static ObjectNode of(Exchange exchange, CallLeg leg, StreamRequest request, MediaFormat format, LineFaults faults) {
        ObjectNode start = JsonNodeFactory.instance.objectNode();
        CallIdentity identity = leg.identity();
        start.put("user_id", exchange.userId()).put("call_control_id", identity.callControlId());
        start.put("call_session_id", identity.callSessionId());
        start.put("from", identity.from()).put("to", identity.to());
        start.putArray("tags");
        start.put("client_state", leg.webhooks().clientState());
        JsonNode parameters = request.customParameters();
        if (parameters != null && faults.has(Quirk.PARAMETERS_AS_OBJECT)) {
            ObjectNode object = start.putObject("custom_parameters");
            parameters.forEach(one -> object.set(one.path("name").asText(), one.path("value")));
        } else if (parameters != null) {
            start.set("custom_parameters", parameters);
        }
        start.putObject("media_format")
                .put("encoding", format.encoding().wireName())
                .put("sample_rate", format.rtpClockRateHz())
                .put("channels", 1);
        return start;
    }
}
