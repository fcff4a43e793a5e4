package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.command.RejectCommand;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands whose failure can only be told. */
final class Commands {
    static final String VOICE = "AWS.Polly.Joanna";

    private static final Logger log = LoggerFactory.getLogger(Commands.class);

    private Commands() {}

    static void rejectBusy(CallControl calls, CallInitiated ringing) {
        try {
            calls.call(ringing.callControlId()).inAnswerTo(ringing.id()).reject(RejectCommand.Cause.USER_BUSY);
        } catch (CallControlException refused) {
            log.error("a call was not rejected: {}", refused.getMessage());
        }
    }
}
