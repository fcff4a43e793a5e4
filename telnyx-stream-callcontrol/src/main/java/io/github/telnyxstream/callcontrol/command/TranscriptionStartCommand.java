package io.github.telnyxstream.callcontrol.command;

import java.util.Objects;

/** Starts to transcribe a running call. Immutable. */
public final class TranscriptionStartCommand extends CallCommand {

    private TranscriptionStartCommand(Parameters parameters) {
        super("transcription_start", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static TranscriptionStartCommand of() {
        return builder().build();
    }

    /** Builds TranscriptionStartCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<TranscriptionStartCommand, Builder> {

        private Builder() {
            super(TranscriptionStartCommand::new);
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
    }
}
