package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.stream.event.WireText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx accepted a command; whether it was carried out is told by webhooks. Immutable.
 *
 * @param commandId the {@code command_id} that was sent; empty for actions that have none
 * @param result usually {@code ok}; empty when Telnyx named none
 * @param recordingId the recording that {@code answer} was asked to make, or null
 * @param hasCallEnded true when there was nothing left to hang up
 * @param unknownFields what else Telnyx said, field name to JSON text
 */
public record CommandResult(
        String commandId,
        String result,
        @Nullable String recordingId,
        boolean hasCallEnded,
        Map<String, String> unknownFields) {

    /** Ids and whether the call had ended; never what else Telnyx said. */
    @Override
    public String toString() {
        return "CommandResult[" + WireText.shown(commandId) + ", " + WireText.shown(result) + ", hasCallEnded="
                + hasCallEnded + "]";
    }
}
