package io.github.telnyxstream.testkit.simulator;

/** What is told of the words on a call while they are transcribed; of the inbound track only. On the ticker's thread. */
final class Transcription {
    private final CallWebhooks webhooks;
    private String tracks = "";

    Transcription(CallWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    boolean isRunning() {
        return !tracks.isEmpty();
    }

    /** Which tracks are transcribed from now on; none when it is empty. */
    void of(String wanted) {
        tracks = wanted;
    }

    /** The person has said something. */
    void spoke(String words) {
        if (tracks.equals("inbound") || tracks.equals("both")) {
            webhooks.send(
                    EventType.CALL_TRANSCRIPTION,
                    payload -> payload.putObject("transcription_data")
                            .put("transcript", words)
                            .put("confidence", 0.97)
                            .put("is_final", true)
                            .put("transcription_track", "inbound"));
        }
    }
}
