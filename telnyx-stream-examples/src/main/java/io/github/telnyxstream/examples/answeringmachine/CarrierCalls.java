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
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.examples.answeringmachine.CarriedCall.Step;
import io.github.telnyxstream.examples.voicemail.CallFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Telnyx greet and record, and fetches what it recorded.
 *
 * <p>Thread-safe; events of one call come one after the other.
 */
final class CarrierCalls implements WebhookHandler, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CarrierCalls.class);
    private static final String THANKS = "Thank you. Goodbye.";
    private static final int CALLS_REMEMBERED = 10_000;

    private final CallControl calls;
    private final Configuration configuration;
    private final FetchedMessages fetched;
    private final Map<String, CarriedCall> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CarriedCall> eldest) {
            return size() > CALLS_REMEMBERED;
        }
    };

    CarrierCalls(CallControl calls, FetchedMessages fetched, Configuration configuration) {
        this.calls = calls;
        this.fetched = fetched;
        this.configuration = configuration;
    }

    @Override
    public void onEvent(WebhookEvent event) {
        CarriedCall call = call(event);
        synchronized (call) {
            try {
                handle(call, event);
            } catch (CallControlException refused) {
                log.error("call from {}: {}", CallFacts.masked(call.from()), refused.getMessage());
                recover(call);
            }
        }
    }

    /** Recordings may come without a call control id; the leg is always the same. */
    private CarriedCall call(WebhookEvent event) {
        String leg = event.callLegId().isEmpty() ? event.callControlId() : event.callLegId();
        CarriedCall call;
        synchronized (open) {
            call = open.computeIfAbsent(leg, unknown -> new CarriedCall());
        }
        synchronized (call) {
            call.parties(event.callControlId(), null, null);
        }
        return call;
    }

    private void handle(CarriedCall call, WebhookEvent event) {
        if (event instanceof CallInitiated ringing) {
            call.parties(ringing.callControlId(), ringing.from(), ringing.to());
            log.info("call from {}: answering", CallFacts.masked(call.from()));
            calls.call(call.callControlId()).answer();
        } else if (event instanceof CallAnswered answered) {
            call.parties(answered.callControlId(), answered.from(), answered.to());
            send(call, greeting());
        } else if (event instanceof CallSpeakEnded spoken && !spoken.status().is(CallSpeakEnded.Status.CALL_HANGUP)) {
            spoken(call);
        } else if (event instanceof CallPlaybackEnded played
                && !played.status().is(CallPlaybackEnded.Status.CALL_HANGUP)) {
            spoken(call);
        } else if (event instanceof CallDtmfReceived key && "#".equals(key.digit())) {
            call.pressKey();
            send(call, RecordStopCommand.of());
        } else if (event instanceof CallHangup over) {
            call.parties(over.callControlId(), over.from(), over.to());
            call.hangUp();
            log.info("call from {}: over, {}", CallFacts.masked(call.from()), over.hangupCause());
        } else {
            handleRecording(call, event);
        }
    }

    private void handleRecording(CarriedCall call, WebhookEvent event) {
        if (event instanceof CallRecordingSaved saved) {
            boolean first = call.advance(Step.SAVED);
            fetched.recording(call, saved);
            if (first && !call.isHungUp()) {
                send(call, SpeakCommand.of(THANKS, Commands.VOICE));
            }
        } else if (event instanceof CallRecordingTranscriptionSaved transcript) {
            fetched.transcript(call, transcript);
        } else if (event instanceof CallRecordingError failed) {
            log.error("call from {}: not recorded: {}", CallFacts.masked(call.from()), failed.reason());
            Commands.hangUp(calls, call.callControlId());
        }
    }

    private void spoken(CarriedCall call) {
        if (call.isThanked()) {
            Commands.hangUp(calls, call.callControlId());
        } else if (call.advance(Step.RECORDING)) {
            log.info("call from {}: recording", CallFacts.masked(call.from()));
            send(
                    call,
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

    private void send(CarriedCall call, CallCommand command) {
        calls.call(call.callControlId()).send(command);
    }

    /** A caller must not be left in silence; a call that is over is none the worse for it. */
    private void recover(CarriedCall call) {
        if (!call.isHungUp() && !call.callControlId().isEmpty()) {
            Commands.hangUp(calls, call.callControlId());
        }
    }

    @Override
    public void close() {
        fetched.close();
    }
}
