package io.github.telnyxstream.testkit.simulator;

/** Every webhook that the simulator can send, with Telnyx's name; there is no way to send another one. */
enum EventType {
    CALL_INITIATED("call.initiated"),
    CALL_ANSWERED("call.answered"),
    CALL_BRIDGED("call.bridged"),
    CALL_HANGUP("call.hangup"),
    CALL_DTMF_RECEIVED("call.dtmf.received"),
    CALL_GATHER_ENDED("call.gather.ended"),
    CALL_SPEAK_STARTED("call.speak.started"),
    CALL_SPEAK_ENDED("call.speak.ended"),
    CALL_PLAYBACK_STARTED("call.playback.started"),
    CALL_PLAYBACK_ENDED("call.playback.ended"),
    CALL_RECORDING_SAVED("call.recording.saved"),
    CALL_RECORDING_ERROR("call.recording.error"),
    CALL_RECORDING_TRANSCRIPTION_SAVED("call.recording.transcription.saved"),
    CALL_TRANSCRIPTION("call.transcription"),
    CALL_MACHINE_DETECTION_ENDED("call.machine.detection.ended"),
    CALL_MACHINE_GREETING_ENDED("call.machine.greeting.ended"),
    CALL_MACHINE_PREMIUM_DETECTION_ENDED("call.machine.premium.detection.ended"),
    CALL_MACHINE_PREMIUM_GREETING_ENDED("call.machine.premium.greeting.ended"),
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
