package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;

/** What happens in a simulated call, in words for a person. */
final class SimulatedCallWords {
    private SimulatedCallWords() {}

    /** One line, or nothing for what only an engineer wants to know. */
    static String of(SimulatorEvent event) {
        String text = event.text();
        return switch (event.kind()) {
            case CALL_PLACED -> "Telnyx      the phone rings: " + text;
            case CALL_ANSWERED -> "Telnyx      the call is answered, the line speaks " + text;
            case CALL_ENDED -> "Telnyx      the call is over: " + text;
            case COMMAND -> "program     commands " + text;
            case WEBHOOK_SENT, WEBHOOK_ACCEPTED, MARK_SET, MARK_RETURNED, CALLER_HEARS_SILENCE -> "";
            case WEBHOOK_FAILED -> "Telnyx      webhook failed: " + text;
            case STREAM_STARTED -> "Telnyx      the media stream is open: " + text;
            case STREAM_FAILED -> "Telnyx      the media stream could not be opened: " + text;
            case BRIDGED -> "Telnyx      connects the call " + text;
            case STREAM_BROKEN -> "Telnyx      the media stream broke, it " + text;
            case STREAM_RECONNECTED -> "Telnyx      the media stream is open again";
            case STREAM_STOPPED -> "Telnyx      the media stream is over: " + text;
            case CALLER_HEARS -> "caller      hears a voice";
            case BEEP_HEARD -> "caller      heard the beep";
            case CALLER_SPEAKS -> "caller      speaks for " + text;
            case CALLER_SPOKE -> "caller      has finished" + (text.isEmpty() ? "" : ": " + text);
            case DIGIT -> "caller      presses " + text;
            case CALLER_GAVE_UP -> "caller      " + text;
            case CLEARED -> "program     interrupts what was queued";
            case UNDERRUN -> "Telnyx      ran out of audio in the middle of an utterance";
            case CARRIER_PLAYS -> "Telnyx      plays " + text;
            case CARRIER_PLAYED -> "Telnyx      has played " + text;
            case RECORDING_STARTED -> "Telnyx      records";
            case RECORDING_SAVED -> "Telnyx      has a recording of " + text;
            case VIOLATION -> "Telnyx      does not allow: " + text;
            case MISUSE -> "program     " + text;
        };
    }
}
