package io.github.telnyxstream.testkit.observation;

import java.time.Duration;
import java.time.Instant;

/**
 * One thing that happened in a simulated call, for a time line or a console. Immutable. The text is for a person; it
 * holds no secret and phone numbers only by their last two digits.
 *
 * @param at when, by the simulator's clock
 * @param sinceStart time since the call was placed
 * @param callControlId which call
 * @param kind what
 * @param text details for a person, may be empty
 */
public record SimulatorEvent(Instant at, Duration sinceStart, String callControlId, Kind kind, String text) {

    /** What kinds of things happen. */
    public enum Kind {
        /** The phone rings. */
        CALL_PLACED,
        /** The call was answered. */
        CALL_ANSWERED,
        /** The call is over; the text says who ended it and why. */
        CALL_ENDED,
        /** The call was connected with another one. */
        BRIDGED,
        /** A REST request about this call arrived; the text is the command and the status it got. */
        COMMAND,
        /** A webhook was sent for the first time. */
        WEBHOOK_SENT,
        /** The application answered a webhook with 2xx. */
        WEBHOOK_ACCEPTED,
        /** A webhook was refused or not answered; the text says how and whether it will be tried again. */
        WEBHOOK_FAILED,
        /** The media WebSocket is open. */
        STREAM_STARTED,
        /** The media WebSocket could not be opened. */
        STREAM_FAILED,
        /** The connection of the media stream broke, and will be opened again. */
        STREAM_BROKEN,
        /** The media stream is open again. */
        STREAM_RECONNECTED,
        /** The media stream is over. */
        STREAM_STOPPED,
        /** The caller begins to hear something. */
        CALLER_HEARS,
        /** What the caller heard has ended. */
        CALLER_HEARS_SILENCE,
        /** The caller heard a beep, just now over. */
        BEEP_HEARD,
        /** The caller begins to speak. */
        CALLER_SPEAKS,
        /** The caller has said it; the text is the words, where they are known. */
        CALLER_SPOKE,
        /** The caller pressed a key. */
        DIGIT,
        /** The caller waited in vain for something. */
        CALLER_GAVE_UP,
        /** The application set a mark. */
        MARK_SET,
        /** A mark went back. */
        MARK_RETURNED,
        /** The application emptied the playback buffer. */
        CLEARED,
        /** The playback buffer ran dry in the middle of an utterance. */
        UNDERRUN,
        /** The carrier speaks or plays a file. */
        CARRIER_PLAYS,
        /** The carrier has finished speaking or playing. */
        CARRIER_PLAYED,
        /** The carrier records. */
        RECORDING_STARTED,
        /** The carrier has a recording. */
        RECORDING_SAVED,
        /** The application did something that Telnyx's documentation forbids. */
        VIOLATION,
        /** The application did something that nothing forbids and that does not do what it seems to; the text says why. */
        MISUSE
    }
}
