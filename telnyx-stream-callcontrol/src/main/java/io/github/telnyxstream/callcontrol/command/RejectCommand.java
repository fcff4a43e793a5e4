package io.github.telnyxstream.callcontrol.command;

/** Refuses an incoming call. Immutable. */
public final class RejectCommand extends CallCommand {

    private RejectCommand(Parameters parameters) {
        super("reject", parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param cause what the caller is told
     */
    public static Builder builder(Cause cause) {
        return new Builder(cause);
    }

    /**
     * {@return the command with nothing but what is required}
     *
     * @param cause what the caller is told
     */
    public static RejectCommand of(Cause cause) {
        return builder(cause).build();
    }

    /** What the caller is told. */
    public enum Cause implements WireName {
        /** The call was refused. */
        CALL_REJECTED,
        /** The line is busy. */
        USER_BUSY;

        @Override
        public String wireName() {
            return name();
        }
    }

    /** Builds RejectCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<RejectCommand, Builder> {

        private Builder(Cause cause) {
            super(RejectCommand::new);
            choice("cause", cause);
        }
    }
}
