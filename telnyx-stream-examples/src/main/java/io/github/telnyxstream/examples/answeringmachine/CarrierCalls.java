package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.command.CallCommand;
import io.github.telnyxstream.callcontrol.command.PlaybackStartCommand;
import io.github.telnyxstream.callcontrol.command.RecordStartCommand;
import io.github.telnyxstream.callcontrol.command.RecordStopCommand;
import io.github.telnyxstream.callcontrol.command.RecordingChannels;
import io.github.telnyxstream.callcontrol.command.RecordingFormat;
import io.github.telnyxstream.callcontrol.command.RecordingTrack;
import io.github.telnyxstream.callcontrol.command.SpeakCommand;
import io.github.telnyxstream.callcontrol.webhook.CallAnswered;
import io.github.telnyxstream.callcontrol.webhook.CallDtmfReceived;
import io.github.telnyxstream.callcontrol.webhook.CallHangup;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.CallPlaybackEnded;
import io.github.telnyxstream.callcontrol.webhook.CallRecordingError;
import io.github.telnyxstream.callcontrol.webhook.CallRecordingSaved;
import io.github.telnyxstream.callcontrol.webhook.CallRecordingTranscriptionSaved;
import io.github.telnyxstream.callcontrol.webhook.CallSpeakEnded;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.examples.answeringmachine.CarriedCall.Step;
import io.github.telnyxstream.examples.voicemail.CallFacts;
import io.github.telnyxstream.stream.event.WireText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Telnyx greet and record, and fetches what it recorded.
 *
 * <p>Thread-safe; events of one call come one after the other.
 */
final class CarrierCalls implements AnsweredCalls {
    private static final Logger log = LoggerFactory.getLogger(CarrierCalls.class);
    private static final String THANKS = "Thank you. Goodbye.";
    private static final int CALLS_REMEMBERED = 10_000;

    private final CallControl calls;
    private final HangUps hangUps;
    private final Configuration configuration;
    private final FetchedMessages fetched;
    private final RoutedCallWatch watch;
    private final Map<String, CarriedCall> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CarriedCall> eldest) {
            return size() > CALLS_REMEMBERED;
        }
    };

    private volatile boolean stopped;

    CarrierCalls(
            CallControl calls,
            HangUps hangUps,
            FetchedMessages fetched,
            Configuration configuration,
            RoutedCallWatch watch) {
        this.calls = calls;
        this.hangUps = hangUps;
        this.fetched = fetched;
        this.configuration = configuration;
        this.watch = watch;
    }

    @Override
    public void onEvent(WebhookEvent event) {
        CarriedCall call = call(event);
        if (call == null) {
            // a call that somebody else answered or dialed
            return;
        }
        synchronized (call) {
            try {
                handle(call, event);
            } catch (CallControlException refused) {
                log.error("call from {}: {}", CallFacts.masked(call.from()), refused.getMessage());
                call.fetched();
                recover(call);
            }
            if (stopped && event instanceof CallInitiated) {
                // the hang-up may have come before the answer
                recover(call);
            }
        }
        synchronized (open) {
            open.notifyAll();
        }
    }

    /** Recordings may come without a call control id; the leg is always the same. */
    private @Nullable CarriedCall call(WebhookEvent event) {
        String leg = event.callLegId().isEmpty() ? event.callControlId() : event.callLegId();
        CarriedCall call;
        synchronized (open) {
            call = event instanceof CallInitiated
                    ? open.computeIfAbsent(leg, unknown -> new CarriedCall())
                    : open.get(leg);
        }
        if (call != null) {
            synchronized (call) {
                call.parties(event.callControlId(), null, null);
            }
        }
        return call;
    }

    private void handle(CarriedCall call, WebhookEvent event) {
        if (event instanceof CallInitiated ringing) {
            call.parties(ringing.callControlId(), ringing.from(), ringing.to());
            log.info("call from {}: answering", CallFacts.masked(call.from()));
            watch.answered(call.callControlId());
            calls.call(call.callControlId()).inAnswerTo(event.id()).answer();
        } else if (event instanceof CallAnswered answered) {
            call.parties(answered.callControlId(), answered.from(), answered.to());
            send(call, event, greeting());
        } else if (event instanceof CallSpeakEnded spoken && !spoken.status().is(CallSpeakEnded.Status.CALL_HANGUP)) {
            spoken(call, event);
        } else if (event instanceof CallPlaybackEnded played
                && !played.status().is(CallPlaybackEnded.Status.CALL_HANGUP)) {
            spoken(call, event);
        } else if (event instanceof CallDtmfReceived key && "#".equals(key.digit())) {
            if (call.pressKey()) {
                send(call, event, RecordStopCommand.of());
            }
        } else if (event instanceof CallHangup over) {
            call.parties(over.callControlId(), over.from(), over.to());
            call.hangUp();
            watch.over(over.callControlId());
            log.info("call from {}: over, {}", CallFacts.masked(call.from()), over.hangupCause());
        } else {
            handleRecording(call, event);
        }
    }

    private void handleRecording(CarriedCall call, WebhookEvent event) {
        if (event instanceof CallRecordingSaved saved) {
            try {
                thank(call, saved);
            } finally {
                fetched.recording(call, saved);
                call.fetched();
            }
        } else if (event instanceof CallRecordingTranscriptionSaved transcript) {
            fetched.transcript(call, transcript);
        } else if (event instanceof CallRecordingError failed) {
            log.error(
                    "call from {}: not recorded: {}",
                    CallFacts.masked(call.from()),
                    WireText.shown(String.valueOf(failed.reason())));
            call.fetched();
            hangUps.now(call.callControlId());
        }
    }

    /** Before the recording is fetched: a caller would wait for as long. */
    private void thank(CarriedCall call, WebhookEvent event) {
        if (call.advance(Step.SAVED) && !call.isHungUp() && !stopped) {
            watch.expect(call.callControlId(), CallWatch.TO_END, "it was thanked and is not over");
            send(call, event, SpeakCommand.of(THANKS, Commands.VOICE));
        }
    }

    private void spoken(CarriedCall call, WebhookEvent event) {
        if (call.isThanked()) {
            hangUps.now(call.callControlId());
        } else if (call.advance(Step.RECORDING)) {
            log.info("call from {}: recording", CallFacts.masked(call.from()));
            watch.expect(
                    call.callControlId(),
                    configuration.longest().plus(CallWatch.TO_SPEAK),
                    "its recording must have ended, and nobody says so");
            send(
                    call,
                    event,
                    RecordStartCommand.builder(RecordingFormat.WAV, RecordingChannels.SINGLE)
                            .playBeep(true)
                            .maxLength(configuration.longest())
                            .silenceTimeout(configuration.silence())
                            .track(RecordingTrack.INBOUND)
                            .transcription(true)
                            .build());
        }
    }

    private CallCommand greeting() {
        if (configuration.greeting() instanceof Greeting.Recorded recorded && recorded.file().length > 0) {
            return PlaybackStartCommand.builder()
                    .content(recorded.file())
                    .audioType(RecordingFormat.WAV)
                    .build();
        }
        String text =
                configuration.greeting() instanceof Greeting.Spoken spoken ? spoken.text() : Greeting.DEFAULT_TEXT;
        return SpeakCommand.of(text, Commands.VOICE);
    }

    /** Telnyx carries out once what two deliveries of an event ask for. */
    private void send(CarriedCall call, WebhookEvent event, CallCommand command) {
        calls.call(call.callControlId()).inAnswerTo(event.id()).send(command);
    }

    /** A caller must not be left in silence; a call that is over is none the worse for it. */
    private void recover(CarriedCall call) {
        if (!call.isHungUp() && !call.callControlId().isEmpty()) {
            hangUps.now(call.callControlId());
        }
    }

    @Override
    public void stop() {
        stopped = true;
        calls().forEach(this::recover);
    }

    private List<CarriedCall> calls() {
        synchronized (open) {
            return List.copyOf(open.values());
        }
    }

    @Override
    public boolean drain(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (open) {
            while (open.values().stream().anyMatch(CarriedCall::isAwaited)) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    log.warn("recordings have not come in time; Telnyx keeps them");
                    return false;
                }
                open.wait(millis);
            }
        }
        return true;
    }

    @Override
    public void close() {
        fetched.close();
    }
}
