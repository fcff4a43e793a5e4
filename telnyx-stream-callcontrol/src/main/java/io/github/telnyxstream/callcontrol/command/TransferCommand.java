package io.github.telnyxstream.callcontrol.command;

/** Connects the call with somebody else. Immutable. */
public final class TransferCommand extends CallCommand {

    private TransferCommand(Parameters parameters) {
        super("transfer", parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param to E.164 number or SIP address
     */
    public static Builder builder(String to) {
        return new Builder(to);
    }

    /**
     * {@return the command with nothing but what is required}
     *
     * @param to E.164 number or SIP address
     */
    public static TransferCommand of(String to) {
        return builder(to).build();
    }

    /** Builds TransferCommand; one thread at a time. */
    public static final class Builder extends OutboundLegBuilder<TransferCommand, Builder> {

        private Builder(String to) {
            super(TransferCommand::new);
            text("to", to, 255);
        }

        /**
         * Number shown to the person called; the original unless set.
         *
         * @param from E.164 number
         * @return this builder
         */
        public Builder from(String from) {
            return text("from", from, 255);
        }

        /**
         * Whether the caller hears the other side before it answers; true unless set.
         *
         * @param earlyMedia false for ringing only
         * @return this builder
         */
        public Builder earlyMedia(boolean earlyMedia) {
            return put("early_media", earlyMedia);
        }

        /**
         * Whose key presses are not passed on.
         *
         * @param muteDtmf the legs
         * @return this builder
         */
        public Builder muteDtmf(DtmfMuting muteDtmf) {
            return choice("mute_dtmf", muteDtmf);
        }

        /**
         * State repeated in the webhooks of the new leg.
         *
         * @param targetLegClientState base64 with padding, up to 4096 characters
         * @return this builder
         */
        public Builder targetLegClientState(String targetLegClientState) {
            return state("target_leg_client_state", targetLegClientState);
        }
    }
}
