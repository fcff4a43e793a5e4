package io.github.telnyxstream.agent;

import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.ErrorCode;
import io.github.telnyxstream.callcontrol.command.TranscriptionStartCommand;
import io.github.telnyxstream.callcontrol.webhook.CallTranscription;
import io.github.telnyxstream.stream.audio.MediaFrame;

/**
 * Hears by what Telnyx transcribes of the call. There is no sound before there are words: a sound begins with its first
 * words and ends with their final form. Confined to the loop of its call.
 */
final class TranscribedHearing implements Listening {
    private final InCallServices services;
    private final SpeakLine line;
    private final Crew.Call call;
    private final Events events;
    private final BackOff backOff = new BackOff();
    private boolean isSpeech;
    private boolean isPaused;
    private boolean isClosed;

    TranscribedHearing(InCallServices services, SpeakLine line, Crew.Call call, Events events) {
        this.services = services;
        this.line = line;
        this.call = call;
        this.events = events;
    }

    @Override
    public void open() {
        line.command(
                telnyx -> telnyx.startTranscription(TranscriptionStartCommand.builder()
                        .settings(services.transcription())
                        .build()),
                this::notStarted);
    }

    private void notStarted(Exception thrown) {
        if (thrown instanceof CallControlException refused
                && (refused.is(ErrorCode.TRANSCRIPTION_IN_USE) || refused.is(ErrorCode.CALL_ENDED))) {
            return;
        }
        ServiceFailure failure = SpeakLine.failure(ServiceFailure.Service.RECOGNIZER, thrown);
        events.failed(failure);
        if (failure.kind() != ServiceFailure.Kind.REFUSED) {
            call.loop().after(backOff.next(), () -> {
                if (!isClosed) {
                    open();
                }
            });
        }
    }

    /** A piece of the transcription of this call. */
    void heard(CallTranscription.Piece piece) {
        String words = piece.transcript().strip();
        if (isPaused || isClosed || "outbound".equals(piece.track())) {
            return;
        }
        backOff.reset();
        if (!words.isEmpty() && !isSpeech) {
            isSpeech = true;
            events.speechBegan();
        }
        boolean isFinal = !Boolean.FALSE.equals(piece.isFinal());
        if (!words.isEmpty()) {
            // what it means is judged with its words known
            events.partial(words);
        }
        if (isFinal) {
            isSpeech = false;
            events.speechEnded();
            events.finalText(words);
            events.endOfTurn();
        }
    }

    @Override
    public void accept(MediaFrame frame) {
        // the audio does not come here
    }

    @Override
    public void pause(boolean paused) {
        isPaused = paused;
        isSpeech = false;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    @Override
    public boolean isSpeech() {
        return isSpeech;
    }
}
