package io.github.telnyxstream.callcontrol.command;

import java.util.Objects;

/** Starts to remove noise from a call. Immutable. */
public final class SuppressionStartCommand extends CallCommand {

    private SuppressionStartCommand(Parameters parameters) {
        super("suppression_start", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static SuppressionStartCommand of() {
        return builder().build();
    }

    /** Builds SuppressionStartCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<SuppressionStartCommand, Builder> {

        private Builder() {
            super(SuppressionStartCommand::new);
        }

        /**
         * Which side is cleaned; inbound unless set.
         *
         * @param direction the side
         * @return this builder
         */
        public Builder direction(RecordingTrack direction) {
            return choice("direction", direction);
        }

        /**
         * The engine and its settings.
         *
         * @param engine the engine
         * @return this builder
         */
        public Builder engine(NoiseSuppression engine) {
            return include(Objects.requireNonNull(engine, "engine").group());
        }
    }
}
