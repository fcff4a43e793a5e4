package io.github.telnyxstream.examples.tasks;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.CallAnswered;
import io.github.telnyxstream.callcontrol.webhook.CallTranscription;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import java.util.function.Consumer;

/** Prints what the caller says while they say it: Telnyx recognises, and tells it by webhook. */
public final class LiveTranscription implements WebhookHandler {
    private final CallControl calls;
    private final Consumer<String> lines;

    /**
     * All calls.
     *
     * @param calls the account
     * @param lines takes each line, for example {@code System.out::println}; the content of a call does not belong into a log
     */
    public LiveTranscription(CallControl calls, Consumer<String> lines) {
        this.calls = calls;
        this.lines = lines;
    }

    // snippet: transcription
    @Override
    public void onEvent(WebhookEvent event) {
        if (event instanceof CallAnswered answered) {
            calls.call(answered.callControlId()).startTranscription();
        } else if (event instanceof CallTranscription said) {
            CallTranscription.Piece piece = said.transcriptionData();
            lines.accept((Boolean.TRUE.equals(piece.isFinal()) ? "> " : "… ") + piece.transcript());
        }
    }
    // end of snippet
}
