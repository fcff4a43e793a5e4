package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.caller.WavSpeech;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import io.github.telnyxstream.testkit.simulator.media.Mp3Length;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the audio of {@code playback_start} comes from: a URL, the carrier's media storage, or the command itself. */
final class PlaybackSource {
    private static final int STORED_MEDIA_MILLIS = 2000;

    private final HttpClient client;
    private final Ticker ticker;

    PlaybackSource(HttpClient client, Ticker ticker) {
        this.client = client;
        this.ticker = ticker;
    }

    static void check(ObjectNode body) {
        long given = Stream.of("audio_url", "media_name", "playback_content")
                .filter(body::hasNonNull)
                .count();
        if (given != 1) {
            throw Refusal.missing("audio_url");
        }
        if (body.hasNonNull("audio_url") && !body.path("audio_url").asText().matches("https?://\\S+")) {
            throw Refusal.field(10003, "Invalid URL", "audio_url must be an http or https URL", "audio_url");
        }
    }

    void play(CallLeg leg, ObjectNode body) {
        Consumer<ObjectNode> extra = payload -> {
            copy(body, "audio_url", payload, "media_url");
            copy(body, "media_name", payload, "media_name");
            payload.put("overlay", body.path("overlay").asBoolean(false));
        };
        if (body.hasNonNull("media_name")) {
            add(leg, CarrierSounds.murmur(STORED_MEDIA_MILLIS), extra);
        } else if (body.hasNonNull("playback_content")) {
            addFile(leg, content(body), extra);
        } else {
            fetch(leg, body.path("audio_url").asText(), extra);
        }
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

    private void fetch(CallLeg leg, String url, Consumer<ObjectNode> extra) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        Runnable back = ticker.underWay("the download of a playback");
        CompletableFuture<HttpResponse<byte[]>> unused = client.sendAsync(
                        request, HttpResponse.BodyHandlers.ofByteArray())
                .whenComplete((response, failure) -> {
                    ticker.execute(() -> fetched(leg, response, extra));
                    back.run();
                });
    }

    private static void fetched(CallLeg leg, @Nullable HttpResponse<byte[]> response, Consumer<ObjectNode> extra) {
        if (!leg.isAnswered()) {
            return;
        }
        if (response == null || response.statusCode() != 200) {
            leg.carrier().fail(item(new short[0], extra), "file_not_found");
        } else {
            addFile(leg, response.body(), extra);
        }
    }

    private static void addFile(CallLeg leg, byte[] file, Consumer<ObjectNode> extra) {
        short[] pcm = decode(file);
        if (pcm == null) {
            leg.carrier().fail(item(new short[0], extra), "failed");
        } else {
            add(leg, pcm, extra);
        }
    }

    /** WAV as it is, MP3 as silence of its length, anything else is null. */
    private static short @Nullable [] decode(byte[] file) {
        try {
            return WavSpeech.read(new ByteArrayInputStream(file));
        } catch (IOException notWav) {
            double seconds = Mp3Length.seconds(file);
            return seconds == 0 ? null : new short[(int) (seconds * 8000)];
        }
    }

    private static void add(CallLeg leg, short[] pcm, Consumer<ObjectNode> extra) {
        leg.carrier().add(item(pcm, extra));
    }

    private static CarrierAudio.Item item(short[] pcm, Consumer<ObjectNode> extra) {
        return new CarrierAudio.Item(CarrierAudio.Origin.PLAYBACK, pcm, extra);
    }
}
