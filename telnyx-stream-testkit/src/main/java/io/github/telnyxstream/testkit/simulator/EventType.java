package io.github.telnyxstream.testkit.simulator;

/** Every webhook that the simulator can send, with Telnyx's name; there is no way to send another one. */
enum EventType {
    CALL_INITIATED("call.initiated"),
    CALL_ANSWERED("call.answered"),
    CALL_HANGUP("call.hangup"),
    CALL_DTMF_RECEIVED("call.dtmf.received"),
    CALL_SPEAK_STARTED("call.speak.started"),
    CALL_SPEAK_ENDED("call.speak.ended"),
    CALL_PLAYBACK_STARTED("call.playback.started"),
    CALL_PLAYBACK_ENDED("call.playback.ended"),
    CALL_RECORDING_SAVED("call.recording.saved"),
    CALL_RECORDING_TRANSCRIPTION_SAVED("call.recording.transcription.saved"),
    STREAMING_STARTED("streaming.started"),
    STREAMING_STOPPED("streaming.stopped"),
    STREAMING_FAILED("streaming.failed");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
