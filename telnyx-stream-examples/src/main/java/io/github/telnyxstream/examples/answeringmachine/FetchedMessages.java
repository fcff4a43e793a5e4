package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.recording.RecordingDownloader;
import io.github.telnyxstream.callcontrol.recording.Recordings;
import io.github.telnyxstream.callcontrol.webhook.CallRecordingSaved;
import io.github.telnyxstream.callcontrol.webhook.CallRecordingTranscriptionSaved;
import io.github.telnyxstream.examples.voicemail.CallFacts;
import io.github.telnyxstream.examples.voicemail.MessageDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings recordings and transcripts from Telnyx into the folder of messages. Thread-safe. */
final class FetchedMessages implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FetchedMessages.class);

    private final Recordings recordings;
    private final RecordingDownloader downloader;
    private final MessageDirectory messages;
    private final Configuration configuration;

    FetchedMessages(CallControl calls, MessageDirectory messages, Configuration configuration) {
        this.recordings = Recordings.create(calls);
        this.messages = messages;
        this.configuration = configuration;
        RecordingDownloader.Builder links = RecordingDownloader.builder();
        String api = configuration.baseUrl();
        if (api != null && api.startsWith("http:")) {
            // a simulator keeps its recordings where its API is
            links.allow(Objects.requireNonNull(URI.create(api).getHost()), "/").allowLocal();
        }
        downloader = links.build();
    }

    /** Saves a recording; the link of the webhook lives ten minutes, a fresh one is asked for when it does not work. */
    void recording(CarriedCall call, CallRecordingSaved saved) {
        String name = name(call, saved.callLegId(), saved);
        Path wav = messages.file(name + ".wav");
        if (Files.exists(wav)) {
            return;
        }
        try {
            fetch(saved, wav);
            messages.describe(name, call.facts(saved, configuration.longest()));
            log.info("call from {}: saved {}", CallFacts.masked(call.from()), wav);
        } catch (IOException | CallControlException lost) {
            log.error("call from {}: the recording is not fetched: {}", CallFacts.masked(call.from()), lost.toString());
        }
    }

    private void fetch(CallRecordingSaved saved, Path wav) throws IOException {
        AtomicReference<@Nullable String> told =
                new AtomicReference<>(saved.recordingUrls().wav());
        downloader.download(
                () -> {
                    String link = told.getAndSet(null);
                    return link == null ? freshLink(saved.recordingId()) : link;
                },
                wav);
    }

    /** Never the MP3: what ends in .wav has to be one. */
    private String freshLink(@Nullable String recordingId) throws IOException {
        if (recordingId == null) {
            throw new IOException("the webhook has no link that works and no id");
        }
        String link = recordings.retrieve(recordingId).links().wav();
        if (link == null) {
            throw new IOException("Telnyx has no WAV of it");
        }
        return link;
    }

    void transcript(CarriedCall call, CallRecordingTranscriptionSaved transcript) {
        String text = transcript.transcriptionText();
        if (text == null) {
            log.warn("call from {}: the transcript is empty", CallFacts.masked(call.from()));
            return;
        }
        String fileName = name(call, transcript.callLegId(), transcript) + ".txt";
        try {
            Files.writeString(messages.unfinished(fileName), text + "\n");
            log.info("call from {}: saved {}", CallFacts.masked(call.from()), messages.publish(fileName));
        } catch (IOException lost) {
            log.error("call from {}: the transcript is not saved: {}", CallFacts.masked(call.from()), lost.toString());
        }
    }

    private String name(CarriedCall call, String leg, io.github.telnyxstream.callcontrol.webhook.WebhookEvent event) {
        String id = call.callControlId().isEmpty() ? leg : call.callControlId();
        return call.fileName(messages.name(id, event.occurredAt()));
    }

    @Override
    public void close() {
        downloader.close();
    }
}
