package io.github.telnyxstream.callcontrol.command;

import java.util.Objects;

/**
 * Starts to transcribe a running call. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record TranscriptionStartCommand(Parameters parameters) implements CallCommand {

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
    public static TranscriptionStartCommand of() {
        return builder().build();
    }

    @Override
    public String action() {
        return "transcription_start";
    }

    /** Builds TranscriptionStartCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Engine, its settings and the side that is transcribed.
         *
         * @param settings the settings
         * @return this builder
         */
        public Builder settings(TranscriptionSettings settings) {
            Objects.requireNonNull(settings, "settings");
            return include(settings.parameters());
        }

        /**
         * The checked command.
         *
         * @return the command
         */
        public TranscriptionStartCommand build() {
            return new TranscriptionStartCommand(parameters());
        }
    }
}
