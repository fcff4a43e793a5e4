package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.simulator.media.Mp3Audio;
import io.github.telnyxstream.testkit.simulator.rest.RestReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The carrier's store of recordings, with links that work for ten minutes. Thread-safe. */
final class Recordings {
    static final String DOWNLOAD_PATH = "/recordings/";
    private static final Duration LINK_LIFETIME = Duration.ofMinutes(10);

    private final StreamClock clock;
    private final Map<String, Recording> byId = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, Transcript> transcripts = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private volatile String host = "";

    /** A finished recording: interleaved samples at 8 kHz. */
    @SuppressWarnings("ArrayRecordComponent")
    record Recording(
            String id,
            CallIdentity call,
            String format,
            String channels,
            Instant startedAt,
            Instant endedAt,
            short[] samples) {
        int channelCount() {
            return channels.equals("dual") ? 2 : 1;
        }

        /** MP3 has both channels in one here. */
        short[] mono() {
            int channels = channelCount();
            short[] mono = new short[samples.length / channels];
            for (int i = 0; i < samples.length; i++) {
                int mixed = mono[i / channels] + samples[i];
                mono[i / channels] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, mixed));
            }
            return mono;
        }

        long durationMillis() {
            return samples.length / channelCount() / 8L;
        }
    }

    /** What was said in a recording. */
    record Transcript(String id, String recordingId, String text, long durationMillis, Instant createdAt) {
        ObjectNode resource() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("record_type", "recording_transcription")
                    .put("id", id)
                    .put("recording_id", recordingId)
                    .put("status", "completed")
                    .put("transcription_text", text)
                    .put("duration_millis", durationMillis)
                    .put("created_at", createdAt.toString())
                    .put("updated_at", createdAt.toString());
        }
    }

    private record Link(String recordingId, Instant expiresAt) {}

    Recordings(StreamClock clock) {
        this.clock = clock;
    }

    /** Tells where links point to, for example {@code http://127.0.0.1:4000}. */
    void host(String origin) {
        host = origin;
    }

    /** Lets the next recording end in an error. */
    void failNext(String reason) {
        errors.add(reason);
    }

    @Nullable
    String nextError() {
        return errors.poll();
    }

    void add(Recording recording) {
        byId.put(recording.id(), recording);
    }

    @Nullable
    Recording find(String id) {
        return byId.get(id);
    }

    void remove(String id) {
        byId.remove(id);
    }

    List<Recording> all() {
        synchronized (byId) {
            return List.copyOf(byId.values());
        }
    }

    void add(Transcript transcript) {
        transcripts.put(transcript.id(), transcript);
    }

    @Nullable
    Transcript transcript(String id) {
        return transcripts.get(id);
    }

    void removeTranscript(String id) {
        transcripts.remove(id);
    }

    List<Transcript> transcripts() {
        synchronized (transcripts) {
            return List.copyOf(transcripts.values());
        }
    }

    /** A fresh link, with its permission in the query as pre-signed links have it. */
    String link(Recording recording) {
        // what has long expired is as unknown as what never was
        links.values().removeIf(old -> clock.instant().isAfter(old.expiresAt().plus(LINK_LIFETIME)));
        String signature = UUID.randomUUID().toString().replace("-", "");
        links.put(signature, new Link(recording.id(), clock.instant().plus(LINK_LIFETIME)));
        return host + DOWNLOAD_PATH + recording.id() + "." + recording.format() + "?X-Amz-Expires="
                + LINK_LIFETIME.toSeconds() + "&X-Amz-Signature=" + signature;
    }

    RestReply download(String path, @Nullable String query) {
        String signature = query == null ? "" : query.replaceFirst("^(.*&)?X-Amz-Signature=([^&]*).*$", "$2");
        Link link = links.get(signature);
        if (link == null || !path.startsWith(DOWNLOAD_PATH + link.recordingId() + ".")) {
            return denied("SignatureDoesNotMatch");
        }
        if (clock.instant().isAfter(link.expiresAt())) {
            return denied("AccessDenied");
        }
        Recording recording = byId.get(link.recordingId());
        if (recording == null) {
            return RestReply.of(404, "application/xml", xml("NoSuchKey"));
        }
        return recording.format().equals("mp3")
                ? RestReply.of(200, "audio/mpeg", Mp3Audio.encode(recording.mono()))
                : RestReply.of(200, "audio/wav", wav(recording));
    }

    private static RestReply denied(String code) {
        return RestReply.of(403, "application/xml", xml(code));
    }

    private static byte[] xml(String code) {
        return ("<Error><Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] wav(Recording recording) {
        try {
            Path file = Files.createTempFile("telnyx-simulator", ".wav");
            try {
                try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, recording.channelCount(), 8000)) {
                    writer.write(recording.samples(), 0, recording.samples().length);
                }
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException noDisk) {
            throw new UncheckedIOException("the simulator could not write a temporary WAV file", noDisk);
        }
    }

    /** The resource of the recordings API. */
    ObjectNode resource(Recording recording) {
        CallIdentity call = recording.call();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("record_type", "recording").put("id", recording.id());
        json.put("call_control_id", call.callControlId()).put("call_leg_id", call.callLegId());
        json.put("call_session_id", call.callSessionId()).put("connection_id", call.connectionId());
        json.put("channels", recording.channels()).put("duration_millis", recording.durationMillis());
        json.put("source", "call").put("status", "completed");
        json.put("from", call.from()).put("to", call.to());
        json.put("recording_started_at", recording.startedAt().toString());
        json.put("recording_ended_at", recording.endedAt().toString());
        json.put("created_at", recording.endedAt().toString());
        json.put("updated_at", recording.endedAt().toString());
        json.putObject("download_urls").put(recording.format(), link(recording));
        return json;
    }
}
