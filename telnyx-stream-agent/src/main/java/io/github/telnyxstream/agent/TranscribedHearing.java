package io.github.telnyxstream.agent;

import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.ErrorCode;
import io.github.telnyxstream.callcontrol.command.TranscriptionStartCommand;
import io.github.telnyxstream.callcontrol.webhook.CallTranscription;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hears by what Telnyx transcribes of the call. There is no sound before there are words: a sound begins with its first
 * words and ends with their final form, or when that does not come. Webhooks overtake each other: words are put in order by
 * the time at which they were said. Confined to the loop of its call.
 */
final class TranscribedHearing implements Listening {
    /** A final text that comes this much later than the words before it is another sound's. */
    private static final Duration LATEST_FINAL = Duration.ofSeconds(5);

    private final InCallServices services;
    private final SpeakLine line;
    private final Crew.Call call;
    private final Events events;
    private final BackOff backOff = new BackOff();
    private boolean isSpeech;
    private boolean isPaused;
    private boolean isClosed;
    private @Nullable Instant lastFinal;
    private @Nullable Instant lastPartial;
    private String partial = "";
    /** How many words count as said already for which the final text is still missing. */
    private int wordsTaken;

    private CallLoop.@Nullable Timer missing;

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
                        .settings(services.transcription(call.recipe().language()))
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
                if (!isClosed && !isPaused) {
                    open();
                }
            });
        }
    }

    /** A piece of the transcription of this call. */
    void heard(CallTranscription event) {
        CallTranscription.Piece piece = event.transcriptionData();
        if (isPaused || isClosed || "outbound".equals(piece.track())) {
            return;
        }
        backOff.reset();
        String words = piece.transcript().strip();
        Instant at = event.details().occurredAt();
        if (!Boolean.FALSE.equals(piece.isFinal())) {
            lastFinal = lastFinal == null || at.isAfter(lastFinal) ? at : lastFinal;
            end(untaken(words, at));
        } else if (!words.isEmpty() && isNews(at)) {
            lastPartial = at;
            wordsTaken = 0;
            begin(words);
            cancelMissing();
            missing = call.loop().after(call.recipe().patience().transcript(), this::finalIsMissing);
        }
    }

    /** Whether a partial text is neither older than the final text that it became nor than the partial text before it. */
    private boolean isNews(Instant at) {
        boolean isFinalAlready = lastFinal != null && !at.isAfter(lastFinal);
        return !isFinalAlready && (lastPartial == null || !at.isBefore(lastPartial));
    }

    /** What a final text has beyond what counted as said without it. */
    private String untaken(String words, Instant at) {
        int taken = wordsTaken;
        wordsTaken = 0;
        if (taken == 0
                || lastPartial == null
                || Duration.between(lastPartial, at).compareTo(LATEST_FINAL) > 0) {
            return words;
        }
        return Arrays.stream(words.split("\\s+", -1)).skip(taken).collect(Collectors.joining(" "));
    }

    private void begin(String words) {
        if (!isSpeech) {
            isSpeech = true;
            events.speechBegan();
        }
        partial = words;
        // what it means is judged with its words known
        events.partial(words);
    }

    private void end(String words) {
        cancelMissing();
        if (words.isEmpty() && !isSpeech) {
            return;
        }
        if (!words.isEmpty()) {
            begin(words);
        }
        isSpeech = false;
        partial = "";
        events.speechEnded();
        events.finalText(words);
        events.endOfTurn();
    }

    private void finalIsMissing() {
        missing = null;
        String words = partial;
        end(words);
        wordsTaken = words.split("\\s+", -1).length;
    }

    private void cancelMissing() {
        if (missing != null) {
            missing.cancel();
            missing = null;
        }
    }

    /** Words are known when they are over, not when they begin. */
    @Override
    public Duration untilMore(AgentPatience patience) {
        return patience.transcript().multipliedBy(2);
    }

    @Override
    public void accept(MediaFrame frame) {
        // the audio does not come here
    }

    /** What is not to be heard is not to be transcribed either: it would go through webhooks. */
    @Override
    public void pause(boolean paused) {
        boolean isChange = isPaused != paused;
        isPaused = paused;
        isSpeech = false;
        partial = "";
        cancelMissing();
        if (isChange && !isClosed) {
            if (paused) {
                line.stopTranscription();
            } else {
                open();
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
        cancelMissing();
    }

    @Override
    public boolean isSpeech() {
        return isSpeech;
    }
}
