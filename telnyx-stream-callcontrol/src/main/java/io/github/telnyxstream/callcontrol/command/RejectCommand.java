package io.github.telnyxstream.callcontrol.command;

/**
 * Refuses an incoming call. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record RejectCommand(Parameters parameters) implements CallCommand {

    /**
     * Checks that the required parameters are there.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public RejectCommand {
        parameters.require("cause");
    }

    /**
     * A builder with what is required.
     *
     * @param cause what the caller is told
     * @return a new builder
     */
    public static Builder builder(Cause cause) {
        return new Builder(cause);
    }

    /**
     * The command with nothing but what is required.
     *
     * @param cause what the caller is told
     * @return the command
     */
    public static RejectCommand of(Cause cause) {
        return builder(cause).build();
    }

    @Override
    public String action() {
        return "reject";
    }

    /** What the caller is told. */
    public enum Cause implements WireName {
        /** The call was refused. */
        CALL_REJECTED("CALL_REJECTED"),
        /** The line is busy. */
        USER_BUSY("USER_BUSY");

        private final String wireName;

        Cause(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }

    /** Builds RejectCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private Builder(Cause cause) {
            choice("cause", cause);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The checked command.
         *
         * @return the command
         */
        public RejectCommand build() {
            return new RejectCommand(parameters());
        }
    }
}
