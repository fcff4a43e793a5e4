package io.github.telnyxstream.callcontrol.command;

import java.util.List;

/** Ends a call. Immutable. */
public final class HangupCommand extends CallCommand {

    private HangupCommand(Parameters parameters) {
        super("hangup", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static HangupCommand of() {
        return builder().build();
    }

    /** Builds HangupCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<HangupCommand, Builder> {

        private Builder() {
            super(HangupCommand::new);
        }

        /**
         * SIP headers of your own in the goodbye.
         *
         * @param customHeaders the headers
         * @return this builder
         */
        public Builder customHeaders(List<SipHeader> customHeaders) {
            return headers("custom_headers", customHeaders);
        }
    }
}
