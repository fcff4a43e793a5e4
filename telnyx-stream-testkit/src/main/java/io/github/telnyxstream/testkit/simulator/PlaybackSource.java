package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.caller.WavSpeech;
import io.github.telnyxstream.testkit.simulator.media.Mp3Audio;
import io.github.telnyxstream.testkit.simulator.webhook.LimitedBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where the audio of {@code playback_start} comes from: a URL, the carrier's media storage, or the command itself. */
final class PlaybackSource {
    private static final int STORED_MEDIA_MILLIS = 2000;
    private static final int MOST_BYTES = 64 << 20;

    private final Exchange exchange;

    PlaybackSource(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Whether a command that can do without names something to play. */
    static boolean isNamed(ObjectNode body) {
        return body.hasNonNull("audio_url") || body.hasNonNull("media_name");
    }

    static void check(ObjectNode body) {
        long given = Stream.of("audio_url", "media_name", "playback_content")
                .filter(body::hasNonNull)
                .count();
        if (given != 1) {
            throw Refusal.missing("audio_url");
        }
        int unusedTimes = CallCommands.times(body);
        if (body.hasNonNull("playback_content")) {
            byte[] unusedContent = content(body);
        }
        if (body.hasNonNull("audio_url")) {
            URI unused = Switchboard.ownUrl(body.path("audio_url").asText(), "audio_url");
        }
    }

    /** Queues it; {@code then} runs when it has ended, however. */
    void play(CallLeg leg, ObjectNode body, boolean isPrompt, Runnable then) {
        Consumer<ObjectNode> extra = payload -> {
            copy(body, "audio_url", payload, "media_url");
            copy(body, "media_name", payload, "media_name");
            payload.put("overlay", body.path("overlay").asBoolean(false));
        };
        leg.carrier()
                .add(new CarrierAudio.Item(
                        CarrierAudio.Origin.PLAYBACK, pcm(body), CallCommands.times(body), isPrompt, extra, then));
    }

    private CompletableFuture<short[]> pcm(ObjectNode body) {
        if (body.hasNonNull("media_name")) {
            return CompletableFuture.completedFuture(CarrierSounds.murmur(STORED_MEDIA_MILLIS));
        }
        if (body.hasNonNull("playback_content")) {
            return decoded(content(body));
        }
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(body.path("audio_url").asText()))
                .build();
        CompletableFuture<short[]> pcm = exchange.stallWatch()
                .watch(exchange.client().sendAsync(request, head -> new LimitedBody(MOST_BYTES)), "serves a playback")
                .handle((response, failure) ->
                        response == null || response.statusCode() != 200 ? null : response.body())
                .thenCompose(file -> file == null ? unplayable("file_not_found") : decoded(file));
        return exchange.ticker().underWay("the download of a playback", pcm);
    }

    private static CompletableFuture<short[]> unplayable(String status) {
        return CompletableFuture.failedFuture(new CarrierAudio.Unplayable(status));
    }

    private static void copy(ObjectNode from, String name, ObjectNode to, String newName) {
        if (from.hasNonNull(name)) {
            to.set(newName, from.get(name));
        }
    }

    private static byte[] content(ObjectNode body) {
        try {
            return Base64.getDecoder().decode(body.path("playback_content").asText());
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.field(10015, "Bad Request", "playback_content must be base64", "playback_content");
        }
    }

    /** WAV and MP3; anything else cannot be played. */
    private static CompletableFuture<short[]> decoded(byte[] file) {
        try {
            return CompletableFuture.completedFuture(WavSpeech.read(new ByteArrayInputStream(file)));
        } catch (IOException notWav) {
            short[] mp3 = Mp3Audio.decode(file);
            return mp3.length == 0 ? unplayable("failed") : CompletableFuture.completedFuture(mp3);
        }
    }
}
