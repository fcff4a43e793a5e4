package io.github.telnyxstream.examples.guide;

import io.github.telnyxstream.callcontrol.Call;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.RecordStartCommand;
import io.github.telnyxstream.callcontrol.command.RecordingChannels;
import io.github.telnyxstream.callcontrol.command.RecordingFormat;
import io.github.telnyxstream.callcontrol.command.RecordingTrack;
import io.github.telnyxstream.callcontrol.command.SpeakCommand;
import io.github.telnyxstream.callcontrol.recording.Recording;
import io.github.telnyxstream.callcontrol.recording.RecordingDownloader;
import io.github.telnyxstream.callcontrol.recording.RecordingFilter;
import io.github.telnyxstream.callcontrol.recording.Recordings;
import io.github.telnyxstream.callcontrol.webhook.CallAnswered;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.CallRecordingSaved;
import io.github.telnyxstream.callcontrol.webhook.CallRecordingTranscriptionSaved;
import io.github.telnyxstream.callcontrol.webhook.CallSpeakEnded;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An answering machine without a stream: Telnyx greets and records, recording and transcript are fetched. */
final class CarrierVoicemail implements WebhookHandler {
    private final CallControl calls;
    private final RecordingDownloader downloader;
    private final Path folder;

    CarrierVoicemail(CallControl calls, RecordingDownloader downloader, Path folder) {
        this.calls = calls;
        this.downloader = downloader;
        this.folder = folder;
    }

    // snippet: carrier voicemail
    @Override
    public void onEvent(WebhookEvent event) throws IOException {
        Call call = calls.call(event.callControlId()).inAnswerTo(event.id());
        if (event instanceof CallInitiated initiated && initiated.direction().is(CallInitiated.Direction.INCOMING)) {
            call.answer();
        } else if (event instanceof CallAnswered) {
            call.speak(SpeakCommand.builder("Please leave a message after the beep.", "AWS.Polly.Joanna-Neural")
                    .language("en-US")
                    .build());
        } else if (event instanceof CallSpeakEnded) {
            call.startRecording(RecordStartCommand.builder(RecordingFormat.MP3, RecordingChannels.SINGLE)
                    .playBeep(true)
                    .maxLength(Duration.ofMinutes(5))
                    .track(RecordingTrack.INBOUND)
                    .transcription(true)
                    .build());
        } else if (event instanceof CallRecordingSaved saved && saved.recordingId() != null) {
            Recordings.create(calls)
                    .download(saved.recordingId(), downloader, folder.resolve(saved.recordingId() + ".mp3"));
        } else if (event instanceof CallRecordingTranscriptionSaved words && words.transcriptionText() != null) {
            Files.writeString(folder.resolve(words.recordingId() + ".txt"), words.transcriptionText());
        }
    }
    // end of snippet

    // snippet: recordings
    static List<String> deleteOlderThan(Duration age, CallControl calls) {
        Recordings recordings = Recordings.create(calls);
        RecordingFilter old =
                RecordingFilter.ALL.createdBetween(null, Instant.now().minus(age));
        List<String> ids = recordings.list(old).map(Recording::id).toList();
        ids.forEach(recordings::delete);
        return ids;
    }
    // end of snippet
}
