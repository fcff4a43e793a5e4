package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.Utterance.Sentence;
import io.github.telnyxstream.callcontrol.Call;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.ErrorCode;
import io.github.telnyxstream.callcontrol.command.SpeakCommand;
import io.github.telnyxstream.callcontrol.webhook.CallSpeakEnded;
import io.github.telnyxstream.callcontrol.webhook.CallSpeakStarted;
import io.github.telnyxstream.callcontrol.webhook.CallTranscription;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.stream.PlaybackPosition;
import io.github.telnyxstream.stream.PlaybackResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call on which Telnyx speaks, by the {@code speak} command. One sentence is under way at a time: its webhooks do not say
 * which one they mean. Confined to the loop of its call.
 */
final class SpeakLine implements AgentLine {
    private static final Logger log = LoggerFactory.getLogger(SpeakLine.class);
    /** A voice that takes longer than this for a letter has been forgotten to be told of. */
    private static final Duration LONGEST_PER_LETTER = Duration.ofMillis(150);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** What was stopped is silent by then, whether Telnyx tells it or not. */
    private static final Duration LONGEST_STOP = Duration.ofMillis(2500);

    /** What is to be spoken while a transcription is still stopping is dropped without a word (live). */
    private static final Duration TRANSCRIPTION_STOPS = Duration.ofMillis(800);

    private final InCallServices services;
    private final String callControlId;
    private final AgentRecipe recipe;
    private final CallLoop loop;
    private final Runnable whenCallIsOver;
    private final ServiceLane lane;
    private final ArrayDeque<Spoken> waiting = new ArrayDeque<>();
    private @Nullable Spoken present;
    private @Nullable TranscribedHearing hearing;
    private Speaking.@Nullable Owner mouth;
    private boolean isEnded;
    private boolean isTranscriptionStopping;
    /** How many ends of sentences that were given up may still be told. */
    private int lateEnds;

    /** Tells on the loop when the call turns out to be over without its webhook having come. */
    SpeakLine(
            InCallServices services, String callControlId, AgentRecipe recipe, CallLoop loop, Runnable whenCallIsOver) {
        this.services = services;
        this.callControlId = callControlId;
        this.recipe = recipe;
        this.loop = loop;
        this.whenCallIsOver = whenCallIsOver;
        this.lane = new ServiceLane(recipe.services());
    }

    /** Something that is asked of Telnyx. */
    @FunctionalInterface
    interface Command {
        Object send(Call call);
    }

    /** Sends a command behind those before it; what it throws is told on the loop. */
    void command(Command command, Consumer<Exception> refused) {
        command(command, () -> {}, refused);
    }

    private void command(Command command, Runnable accepted, Consumer<Exception> refused) {
        lane.step(
                () -> {
                    command.send(services.telnyx().call(callControlId));
                    loop.execute(accepted);
                },
                thrown -> loop.execute(() -> {
                    refused.accept(
                            thrown instanceof Exception exception ? exception : new IllegalStateException(thrown));
                    if (isCallOver(thrown)) {
                        whenCallIsOver.run();
                    }
                }));
    }

    /** Whether a command was refused because there is no call any more. */
    static boolean isCallOver(@Nullable Throwable thrown) {
        Throwable why = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return why instanceof CallControlException refused && refused.is(ErrorCode.CALL_ENDED);
    }

    /** Transcribes no more; what is to be spoken waits until that is done. */
    void stopTranscription() {
        isTranscriptionStopping = true;
        command(
                Call::stopTranscription,
                () -> loop.after(TRANSCRIPTION_STOPS, this::transcriptionHasStopped),
                thrown -> {
                    if (!isCallOver(thrown)) {
                        log.warn("Could not stop the transcription: {}", thrown.toString());
                    }
                    transcriptionHasStopped();
                });
    }

    private void transcriptionHasStopped() {
        isTranscriptionStopping = false;
        next();
    }

    static ServiceFailure failure(ServiceFailure.Service service, Exception thrown) {
        if (thrown instanceof CallControlException refused && refused.status() >= 400 && !refused.isRetryable()) {
            return ServiceFailure.of(
                    service,
                    ServiceFailure.Kind.REFUSED,
                    "Telnyx answered " + refused.status() + ", " + refused.code());
        }
        return ServiceFailure.thrown(service, thrown);
    }

    Speaking voice(Speaking.Owner owner) {
        mouth = owner;
        return sentence -> {
            // Telnyx makes the audio
            sentence.isAsked = true;
            sentence.isSynthesized = true;
        };
    }

    Listening hears(TranscribedHearing made) {
        hearing = made;
        return made;
    }

    @Override
    public String callControlId() {
        return callControlId;
    }

    @Override
    public boolean takesText() {
        return true;
    }

    /** What Telnyx speaks can be stopped, but does not go on where it was. */
    @Override
    public boolean hold() {
        return false;
    }

    @Override
    public void resume() {
        // nothing is held
    }

    @Override
    public Sounding open(Sentence sentence) {
        Spoken spoken = new Spoken(sentence);
        if (isEnded) {
            spoken.over(PlaybackResult.interrupted(PlaybackPosition.START));
        } else {
            waiting.add(spoken);
            next();
        }
        return spoken;
    }

    @Override
    public void interrupt() {
        for (Spoken spoken : List.copyOf(waiting)) {
            if (!spoken.sentence.utterance.isProtected) {
                waiting.remove(spoken);
                spoken.over(PlaybackResult.interrupted(PlaybackPosition.START));
            }
        }
        Spoken sounding = present;
        if (sounding != null && !sounding.sentence.utterance.isProtected && !sounding.isStopped) {
            sounding.stop();
            command(Call::stopPlaying, thrown -> log.warn("Could not stop speaking: {}", thrown.toString()));
        }
    }

    @Override
    public void close() {
        command(Call::hangup, whenCallIsOver, thrown -> {
            log.warn("Could not hang up: {}", thrown.toString());
            // nothing more can be done about it
            whenCallIsOver.run();
        });
    }

    private void next() {
        if (present == null && !waiting.isEmpty() && !isEnded && !isTranscriptionStopping) {
            present = waiting.remove();
            present.speak();
        }
    }

    /** What Telnyx tells of this call. */
    void take(WebhookEvent event) {
        Spoken sounding = present;
        if (event instanceof CallTranscription words && hearing != null) {
            hearing.heard(words);
        } else if (event instanceof CallSpeakStarted && sounding != null) {
            sounding.began(event.details().occurredAt());
        } else if (event instanceof CallSpeakEnded && lateEnds > 0 && (sounding == null || sounding.began == null)) {
            lateEnds--;
        } else if (event instanceof CallSpeakEnded ended && sounding != null) {
            lateEnds = 0;
            sounding.ended(
                    ended.status().is(CallSpeakEnded.Status.COMPLETED),
                    ended.details().occurredAt());
        }
    }

    /** The call is over: what was not heard will not be. */
    void callEnded() {
        isEnded = true;
        Spoken sounding = present;
        present = null;
        if (sounding != null) {
            sounding.over(PlaybackResult.interrupted(new PlaybackPosition(Duration.ZERO, sounding.heardFor())));
        }
        for (Spoken spoken = waiting.poll(); spoken != null; spoken = waiting.poll()) {
            spoken.over(PlaybackResult.interrupted(PlaybackPosition.START));
        }
    }

    /** One speak command. */
    private final class Spoken implements Sounding {
        private final Sentence sentence;
        private @Nullable Consumer<PlaybackResult> told;
        private @Nullable PlaybackResult result;
        private CallLoop.@Nullable Timer watch;
        private @Nullable Instant began;
        private long beganNanos;
        private boolean isStopped;
        private long stoppedNanos;

        Spoken(Sentence sentence) {
            this.sentence = sentence;
        }

        void speak() {
            String text = sentence.text();
            SpeakCommand command = SpeakCommand.builder(text, services.voice())
                    .language(recipe.language())
                    .build();
            Duration atMost = LONGEST_WAIT.plus(LONGEST_PER_LETTER.multipliedBy(text.length()));
            watch = loop.after(atMost, this::forgotten);
            command(telnyx -> telnyx.speak(command), this::refused);
        }

        private void refused(Exception thrown) {
            finish(PlaybackResult.failed(PlaybackResult.Cause.REFUSED, PlaybackPosition.START, "speak was refused"));
            if (mouth != null && !isCallOver(thrown)) {
                mouth.failed(failure(ServiceFailure.Service.SYNTHESIZER, thrown));
            }
        }

        /** Telnyx is asked to be silent, and given a moment to say when it was. */
        void stop() {
            isStopped = true;
            stoppedNanos = loop.nanoTime();
            if (watch != null) {
                watch.cancel();
            }
            watch = loop.after(LONGEST_STOP, this::silenceIsNotTold);
        }

        private void silenceIsNotTold() {
            log.warn("Telnyx has not told the end of a sentence that it was to stop");
            lateEnds++;
            finish(PlaybackResult.interrupted(new PlaybackPosition(heardFor(), heardFor())));
        }

        private void forgotten() {
            log.warn("Telnyx has not told the end of a sentence that it was to speak");
            finish(PlaybackResult.failed(
                    PlaybackResult.Cause.UNCONFIRMED,
                    new PlaybackPosition(Duration.ZERO, heardFor()),
                    "call.speak.ended did not come"));
        }

        void began(Instant at) {
            if (began == null) {
                began = at;
                beganNanos = loop.nanoTime();
                if (mouth != null) {
                    mouth.arrived(sentence, true);
                }
            }
        }

        void ended(boolean isComplete, Instant at) {
            Duration heard = began == null ? Duration.ZERO : Duration.between(began, at);
            Duration positive = heard.isNegative() ? Duration.ZERO : heard;
            finish(
                    isComplete && !isStopped
                            ? PlaybackResult.played(positive)
                            : PlaybackResult.interrupted(new PlaybackPosition(positive, positive)));
        }

        private void finish(PlaybackResult how) {
            if (present != this) {
                return;
            }
            present = null;
            over(how);
            next();
        }

        void over(PlaybackResult how) {
            if (watch != null) {
                watch.cancel();
            }
            result = how;
            if (told != null) {
                told.accept(how);
            }
        }

        @Override
        public boolean write(short[] pcm) {
            return true;
        }

        @Override
        public void end() {
            // it is whole from the beginning
        }

        @Override
        public Duration heardFor() {
            long until = isStopped ? stoppedNanos : loop.nanoTime();
            return began == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, until - beganNanos));
        }

        @Override
        public void whenOver(Consumer<PlaybackResult> listener) {
            told = listener;
            if (result != null) {
                listener.accept(result);
            }
        }
    }
}
