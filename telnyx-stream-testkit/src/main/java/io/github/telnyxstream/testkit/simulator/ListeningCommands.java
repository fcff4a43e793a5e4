package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Commands that listen to the caller: keys, words, noise. On the ticker's thread. */
final class ListeningCommands {
    private static final Set<String> TRACKS = Set.of("inbound", "outbound", "both");
    private static final int DEFAULT_TRIES = 3;

    private final Exchange exchange;
    private final PlaybackSource source;

    ListeningCommands(Exchange exchange, PlaybackSource source) {
        this.exchange = exchange;
        this.source = source;
    }

    Map<String, BiConsumer<CallLeg, ObjectNode>> effects() {
        return Map.ofEntries(
                Map.entry("gather", this::gather),
                Map.entry("gather_using_speak", this::gatherUsingSpeak),
                Map.entry("gather_using_audio", this::gatherUsingAudio),
                Map.entry("gather_stop", (leg, body) -> leg.gatherer().stop("cancelled")),
                Map.entry("transcription_start", ListeningCommands::transcriptionStart),
                Map.entry(
                        "transcription_stop", (leg, body) -> leg.transcription().of("")),
                Map.entry("suppression_start", ListeningCommands::suppressionStart),
                Map.entry("suppression_stop", (leg, body) -> leg.suppressNoise(false)),
                Map.entry("client_state_update", ListeningCommands::clientStateUpdate));
    }

    private void gather(CallLeg leg, ObjectNode body) {
        leg.gatherer().begin(Gathering.plain(exchange, leg, body));
    }

    private void gatherUsingSpeak(CallLeg leg, ObjectNode body) {
        String text = CallCommands.words(body, "payload");
        CallCommands.required(body, "voice");
        String other = body.hasNonNull("invalid_payload") ? CallCommands.words(body, "invalid_payload") : text;
        leg.gatherer()
                .begin(Gathering.prompted(
                        exchange,
                        leg,
                        body,
                        (again, then) -> leg.carrier()
                                .add(CarrierAudio.Item.prompt(exchange.speech().of(again ? other : text), then)),
                        tries(body)));
    }

    private void gatherUsingAudio(CallLeg leg, ObjectNode body) {
        PlaybackSource.check(body);
        ObjectNode other = body.deepCopy();
        if (body.hasNonNull("invalid_audio_url")) {
            URI unused = Switchboard.ownUrl(body.path("invalid_audio_url").asText(), "invalid_audio_url");
            other.set("audio_url", body.get("invalid_audio_url"));
        }
        if (body.hasNonNull("invalid_media_name")) {
            other.set("media_name", body.get("invalid_media_name"));
        }
        leg.gatherer()
                .begin(Gathering.prompted(
                        exchange,
                        leg,
                        body,
                        (again, then) -> source.play(leg, again ? other : body, true, then),
                        tries(body)));
    }

    private static int tries(ObjectNode body) {
        return Gathering.number(body, "maximum_tries", DEFAULT_TRIES, 1, 100);
    }

    private static void transcriptionStart(CallLeg leg, ObjectNode body) {
        String tracks = body.path("transcription_tracks").asText("inbound");
        if (!TRACKS.contains(tracks)) {
            throw Refusal.badChoice("transcription_tracks", tracks);
        }
        if (leg.transcription().isRunning()) {
            throw Refusal.of(422, 90054, "Transcription already in progress", "The call is being transcribed");
        }
        leg.transcription().of(tracks);
    }

    private static void suppressionStart(CallLeg leg, ObjectNode body) {
        String direction = body.path("direction").asText("inbound");
        if (!TRACKS.contains(direction)) {
            throw Refusal.badChoice("direction", direction);
        }
        leg.suppressNoise(!direction.equals("outbound"));
    }

    private static void clientStateUpdate(CallLeg leg, ObjectNode body) {
        String state = CallCommands.required(body, "client_state");
        Base64.getDecoder().decode(state);
        leg.webhooks().clientState(state);
    }
}
