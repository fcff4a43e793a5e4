package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import org.jspecify.annotations.Nullable;

/** The carrier's own recording of a call, one at a time. */
final class CarrierRecorder {
    private final Exchange exchange;
    private final CallIdentity identity;
    private final Timeline timeline;
    private final CallWebhooks webhooks;
    private final String transcript;
    private @Nullable CallRecording recording;

    CarrierRecorder(
            Exchange exchange, CallIdentity identity, Timeline timeline, CallWebhooks webhooks, String transcript) {
        this.exchange = exchange;
        this.identity = identity;
        this.timeline = timeline;
        this.webhooks = webhooks;
        this.transcript = transcript;
    }

    /** Starts one; the beep, when one is asked for, is given to the caller first. */
    void start(RecordingTerms terms, CarrierAudio carrier) {
        start(CallIdentity.uuid(exchange.random()), terms, carrier);
    }

    /** Starts one whose id has been told already. */
    void start(String id, RecordingTerms terms, CarrierAudio carrier) {
        stop();
        CallRecording next = new CallRecording(id, exchange.clock().instant(), terms);
        recording = next;
        if (terms.beeps()) {
            next.skipUntil(carrier.beep(CarrierSounds.beep()));
        }
        timeline.add(Kind.RECORDING_STARTED, "");
    }

    /** Leaves out what follows, or no longer; {@code record_pause} and {@code record_resume}. */
    void pause(boolean paused) {
        if (recording != null) {
            recording.pause(paused);
        }
    }

    void frame(short[] uttered, short[] heard, long heardFrom) {
        if (recording != null && recording.add(uttered, heard, heardFrom)) {
            stop();
        }
    }

    /** Stops and saves; does nothing when nothing is recorded. */
    void stop() {
        CallRecording finished = recording;
        if (finished == null) {
            return;
        }
        recording = null;
        String error = exchange.recordings().nextError();
        if (error != null) {
            webhooks.send(EventType.CALL_RECORDING_ERROR, payload -> payload.put("reason", error));
            return;
        }
        Recordings.Recording saved = finished.finish(identity, exchange.clock().instant());
        exchange.recordings().add(saved);
        timeline.add(Kind.RECORDING_SAVED, saved.durationMillis() + " ms");
        webhooks.send(EventType.CALL_RECORDING_SAVED, payload -> fill(payload, saved));
        if (finished.isTranscribed()) {
            Recordings.Transcript said = new Recordings.Transcript(
                    CallIdentity.uuid(exchange.random()),
                    saved.id(),
                    transcript,
                    saved.durationMillis(),
                    exchange.clock().instant());
            exchange.recordings().add(said);
            webhooks.send(EventType.CALL_RECORDING_TRANSCRIPTION_SAVED, payload -> {
                payload.put("calling_party_type", "pstn").put("recording_id", saved.id());
                payload.put("recording_transcription_id", said.id());
                payload.put("status", "completed").put("transcription_text", transcript);
            });
        }
    }

    private void fill(ObjectNode payload, Recordings.Recording saved) {
        payload.put("recording_id", saved.id())
                .put("channels", saved.channels())
                .put("format", saved.format());
        payload.put("recording_started_at", saved.startedAt().toString());
        payload.put("recording_ended_at", saved.endedAt().toString());
        payload.putObject("recording_urls")
                .put(saved.format(), exchange.recordings().link(saved));
        payload.putObject("public_recording_urls");
    }
}
