package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What commands do to a call (Telnyx page "Sending Commands for Programmable Voice"). On the ticker's thread. */
final class CallCommands {
    private static final int MAX_SPEAK_CHARACTERS = 3000;

    private static final Set<String> ALLOWED_WHILE_RINGING =
            Set.of("answer", "reject", "hangup", "client_state_update", "transfer", "bridge");

    private final Map<String, BiConsumer<CallLeg, ObjectNode>> effects = new TreeMap<>();
    private final Exchange exchange;
    private final PlaybackSource source;

    CallCommands(Exchange exchange, Switchboard switchboard) {
        this.exchange = exchange;
        source = new PlaybackSource(exchange);
        effects.put("answer", CallCommands::answer);
        effects.put("reject", CallCommands::reject);
        effects.put("hangup", (leg, body) -> leg.hangUpThere());
        effects.put("speak", this::speak);
        effects.put("playback_start", this::playbackStart);
        effects.put("playback_stop", CallCommands::playbackStop);
        effects.put("record_start", (leg, body) -> leg.recorder().start(RecordingTerms.ofStart(body), leg.carrier()));
        effects.put("record_stop", (leg, body) -> leg.recorder().stop());
        effects.put("record_pause", (leg, body) -> leg.recorder().pause(true));
        effects.put("record_resume", (leg, body) -> leg.recorder().pause(false));
        effects.put("send_dtmf", CallCommands::sendDtmf);
        effects.put("streaming_start", CallCommands::streamingStart);
        effects.put("streaming_stop", CallCommands::streamingStop);
        effects.putAll(new ListeningCommands(exchange, source).effects());
        effects.putAll(new RoutingCommands(switchboard).effects());
    }

    /** All commands there are. */
    Set<String> names() {
        return effects.keySet();
    }

    /** Carries a command out, or throws a {@link Refusal}. */
    void run(CallLeg leg, String name, ObjectNode body) {
        BiConsumer<CallLeg, ObjectNode> effect = effects.get(name);
        if (effect == null) {
            throw Refusal.notFound();
        }
        if (leg.isEnded()) {
            throw Refusal.callEnded();
        }
        if (!leg.isAnswered() && !ALLOWED_WHILE_RINGING.contains(name)) {
            throw Refusal.notAnswered();
        }
        String clientState = body.path("client_state").asText("");
        checkClientState(clientState);
        String before = leg.webhooks().clientState();
        // the webhooks that the command itself causes have it already
        if (!clientState.isEmpty()) {
            leg.webhooks().clientState(clientState);
        }
        try {
            effect.accept(leg, body);
        } catch (Refusal refused) {
            leg.webhooks().clientState(before);
            throw refused;
        }
    }

    static void checkClientState(String clientState) {
        try {
            Base64.getDecoder().decode(clientState);
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.field(90017, "Invalid client_state", "client_state must be base64", "client_state");
        }
    }

    private static void answer(CallLeg leg, ObjectNode body) {
        if (!leg.identity().isIncoming()) {
            throw Refusal.of(422, 90102, "Can not answer an outbound call", "Only incoming calls can be answered");
        }
        if (leg.isAnswered()) {
            throw Refusal.of(422, 10027, "Unprocessable", "The call has been answered already");
        }
        StreamRequest stream = StreamRequest.of(body, StreamRequest.Carrier.ANSWER);
        WebhookTerms hooks = WebhookTerms.of(body);
        SipHeaders headers = leg.webhooks().headers().answeredWith(body);
        leg.recordFromAnswer(RecordingTerms.fromAnswer(body));
        leg.webhooks().follow(hooks);
        leg.webhooks().headers(headers);
        leg.answer(stream);
        if (body.path("transcription").asBoolean(false)) {
            leg.transcription().of("inbound");
        }
    }

    private static void reject(CallLeg leg, ObjectNode body) {
        String cause = required(body, "cause");
        switch (cause) {
            case "CALL_REJECTED" -> leg.end("call_rejected", "callee", "603");
            case "USER_BUSY" -> leg.end("user_busy", "callee", "486");
            default -> throw Refusal.badChoice("cause", cause);
        }
    }

    private void speak(CallLeg leg, ObjectNode body) {
        String text = words(body, "payload");
        required(body, "voice");
        if (text.length() > MAX_SPEAK_CHARACTERS) {
            throw Refusal.field(90010, "Invalid payload", "payload has more than 3000 characters", "payload");
        }
        int times = times(body);
        stopFirst(leg, body);
        leg.carrier()
                .add(new CarrierAudio.Item(
                        CarrierAudio.Origin.SPEAK, exchange.speech().of(text), times, false, payload -> {}, () -> {}));
    }

    private void playbackStart(CallLeg leg, ObjectNode body) {
        PlaybackSource.check(body);
        stopFirst(leg, body);
        source.play(leg, body, false, () -> {});
    }

    /** {@code loop}: a number, or "infinity", which here ends after a day. */
    static int times(ObjectNode body) {
        if (body.path("loop").asText("").equals("infinity")) {
            return 24 * 60 * 60;
        }
        return Gathering.number(body, "loop", 1, 1, 100);
    }

    /** The person hears them; w and W are pauses of half a second and a second. */
    private static void sendDtmf(CallLeg leg, ObjectNode body) {
        String digits = required(body, "digits");
        int millis = Gathering.number(body, "duration_millis", 250, 100, 500);
        checkDigits(digits, "digits");
        leg.carrier().beep(CarrierSounds.keys(digits, millis));
    }

    static void checkDigits(String digits, String field) {
        if (!digits.matches("[0-9A-D*#wW]+")) {
            throw Refusal.field(90014, "Invalid DTMF digits", "digits are of 0-9A-D*#wW", field);
        }
    }

    private static void playbackStop(CallLeg leg, ObjectNode body) {
        leg.carrier().stop(!body.path("stop").asText("all").equals("current"), "cancelled");
    }

    private static void stopFirst(CallLeg leg, ObjectNode body) {
        if (body.hasNonNull("stop")) {
            playbackStop(leg, body);
        }
    }

    private static void streamingStart(CallLeg leg, ObjectNode body) {
        StreamRequest request = StreamRequest.of(body, StreamRequest.Carrier.STREAMING_START);
        if (request == null) {
            throw Refusal.missing("stream_url");
        }
        if (!leg.streams().hasRoomFor(request)) {
            throw Refusal.of(422, 90045, "Streaming is already in use", "The call has a stream");
        }
        leg.streams().start(request);
    }

    private static void streamingStop(CallLeg leg, ObjectNode body) {
        List<CallStream> meant = leg.streams().open().stream()
                .filter(stream -> isMeant(stream, body))
                .toList();
        if (meant.isEmpty()) {
            throw Refusal.of(422, 90048, "Streaming is not in use", "The call has no such stream");
        }
        meant.forEach(CallStream::stop);
    }

    private static boolean isMeant(CallStream stream, ObjectNode body) {
        return !body.hasNonNull("stream_id") || body.path("stream_id").asText().equalsIgnoreCase(stream.streamId());
    }

    /** A text to speak; of SSML what is between the tags. */
    static String words(ObjectNode body, String field) {
        String text = required(body, field);
        return body.path("payload_type").asText("text").equals("ssml")
                ? text.replaceAll("<[^>]*>", " ").strip()
                : text;
    }

    static String required(ObjectNode body, String field) {
        if (!body.hasNonNull(field)) {
            throw Refusal.missing(field);
        }
        return body.path(field).asText();
    }
}
