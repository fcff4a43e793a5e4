package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.simulator.rest.RestApi;
import io.github.telnyxstream.testkit.simulator.rest.RestReply;
import io.github.telnyxstream.testkit.simulator.rest.RestRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** The simulated API: finds what a request is about, and ignores a command whose {@code command_id} it has seen. */
final class CallApi implements RestApi {
    private static final long IDEMPOTENT_NANOS = Duration.ofSeconds(60).toNanos();

    private final Exchange exchange;
    private final Switchboard switchboard;
    private final CallCommands commands;
    private final RecordingApi recordings;
    private final Queue<ReceivedRequest> requests = new ConcurrentLinkedQueue<>();
    private final Map<String, Remembered> byCommandId = new HashMap<>();

    private record Remembered(long atNanos, RestReply reply) {}

    CallApi(Exchange exchange, Switchboard switchboard) {
        this.exchange = exchange;
        this.switchboard = switchboard;
        commands = new CallCommands(exchange, switchboard);
        recordings = new RecordingApi(exchange.recordings());
    }

    Set<String> commandNames() {
        return commands.names();
    }

    List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void received(ReceivedRequest request) {
        requests.add(request);
        exchange.stallWatch().moved();
        CallLeg leg = switchboard.mentionedIn(request.path());
        if (leg != null) {
            leg.timeline().add(request);
        }
    }

    @Override
    public RestReply download(URI uri) {
        return exchange.recordings().download(uri.getPath(), uri.getRawQuery());
    }

    @Override
    public RestReply serve(RestRequest request) {
        return exchange.ticker().ask(() -> {
            try {
                return route(request);
            } catch (Refusal refused) {
                return refused.reply();
            }
        });
    }

    private RestReply route(RestRequest request) {
        List<String> path = request.path();
        String root = path.isEmpty() ? "" : path.get(0);
        if (root.equals("calls")) {
            return calls(request, path);
        }
        if (root.equals("recordings")) {
            return recordings.recordings(request, path);
        }
        if (root.equals("recording_transcriptions")) {
            return recordings.transcripts(request, path);
        }
        throw Refusal.notFound();
    }

    private RestReply calls(RestRequest request, List<String> path) {
        if (path.size() == 1 && request.method().equals("POST")) {
            return once("dial", request.body(), () -> RestReply.data(switchboard.dial(request.body())));
        }
        CallLeg leg = path.size() < 2 ? null : switchboard.find(path.get(1));
        if (leg == null) {
            throw Refusal.notFound();
        }
        if (path.size() == 2 && request.method().equals("GET")) {
            return RestReply.data(resource(leg));
        }
        boolean isAction = path.size() == 4 && path.get(2).equals("actions");
        if (!isAction || !request.method().equals(path.get(3).equals("client_state_update") ? "PUT" : "POST")) {
            throw Refusal.notFound();
        }
        return once(leg.identity().callControlId(), request.body(), () -> {
            commands.run(leg, path.get(3), request.body());
            String recording = path.get(3).equals("answer") ? leg.recordingId() : null;
            return recording == null ? RestReply.ok() : RestReply.ok("recording_id", recording);
        });
    }

    /** A command id that was accepted less than a minute ago for the same call gets the same answer and no effect. */
    private RestReply once(String scope, ObjectNode body, Supplier<RestReply> command) {
        if (!body.hasNonNull("command_id")) {
            return command.get();
        }
        long now = exchange.ticker().nanoTime();
        byCommandId.values().removeIf(one -> now - one.atNanos() >= IDEMPOTENT_NANOS);
        String key = scope + "|" + body.path("command_id").asText();
        Remembered before = byCommandId.get(key);
        if (before != null) {
            return before.reply();
        }
        RestReply reply = command.get();
        byCommandId.put(key, new Remembered(now, reply));
        return reply;
    }

    static ObjectNode resource(CallLeg leg) {
        CallIdentity call = leg.identity();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("record_type", "call").put("call_control_id", call.callControlId());
        json.put("call_leg_id", call.callLegId()).put("call_session_id", call.callSessionId());
        json.put("is_alive", leg.isAnswered());
        if (leg.webhooks().clientState() != null) {
            json.put("client_state", leg.webhooks().clientState());
        }
        if (leg.recordingId() != null) {
            json.put("recording_id", leg.recordingId());
        }
        json.put("call_duration", leg.length().toSeconds());
        json.put("start_time", leg.webhooks().startTime().toString());
        Instant end = leg.endTime();
        if (end != null) {
            json.put("end_time", end.toString());
        }
        return json;
    }
}
