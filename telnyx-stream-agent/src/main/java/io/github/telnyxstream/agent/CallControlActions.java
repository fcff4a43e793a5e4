package io.github.telnyxstream.agent;

import io.github.telnyxstream.callcontrol.CallControl;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** What an agent does to the call, by this project's call control client, which has to be on the path. Immutable. */
public final class CallControlActions implements CallActions {
    private final CallControl telnyx;

    /**
     * Actions by a client.
     *
     * @param telnyx the client; stays the application's to close
     */
    @SuppressWarnings("exports") // call control is optional: whoever makes this class has it
    public CallControlActions(CallControl telnyx) {
        this.telnyx = Objects.requireNonNull(telnyx, "telnyx");
    }

    @Override
    public CompletionStage<?> hangUp(String callControlId) {
        return telnyx.call(callControlId).hangupAsync();
    }

    @Override
    public CompletionStage<?> transfer(String callControlId, String to) {
        return telnyx.call(callControlId).transferToAsync(to);
    }

    @Override
    public CompletionStage<?> sendKeys(String callControlId, String digits) {
        return telnyx.call(callControlId).sendDigitsAsync(digits);
    }

    @Override
    public CompletionStage<?> pauseRecording(String callControlId, boolean isPaused) {
        return isPaused
                ? telnyx.call(callControlId).pauseRecordingAsync()
                : telnyx.call(callControlId).resumeRecordingAsync();
    }
}
