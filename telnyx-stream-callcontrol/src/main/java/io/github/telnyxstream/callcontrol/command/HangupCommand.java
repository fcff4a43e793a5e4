package io.github.telnyxstream.callcontrol.command;

import java.util.List;

/**
 * Ends a call. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record HangupCommand(Parameters parameters) implements CallCommand {

    /**
     * A builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The command with Telnyx's defaults.
     *
     * @return the command
     */
    public static HangupCommand of() {
        return builder().build();
    }

    @Override
    public String action() {
        return "hangup";
    }

    /** Builds HangupCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
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

        /**
         * The checked command.
         *
         * @return the command
         */
        public HangupCommand build() {
            return new HangupCommand(parameters());
        }
    }
}
