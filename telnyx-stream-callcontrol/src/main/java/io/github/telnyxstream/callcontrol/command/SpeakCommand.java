package io.github.telnyxstream.callcontrol.command;

import java.util.Objects;

/** Speaks a text on a call. Commands that play queue up. Immutable. */
public final class SpeakCommand extends CallCommand {

    /** Most characters that Telnyx speaks in one command ("Speak text": 3000). */
    public static final int MAX_CHARACTERS = 3000;

    private SpeakCommand(Parameters parameters) {
        super("speak", parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param payload the text, 1 to 3000 characters
     * @param voice {@code Provider.Model.Voice}, such as {@code AWS.Polly.Joanna-Neural}
     */
    public static Builder builder(String payload, String voice) {
        return new Builder(payload, voice);
    }

    /**
     * {@return the command with nothing but what is required}
     *
     * @param payload the text, 1 to 3000 characters
     * @param voice {@code Provider.Model.Voice}, such as {@code AWS.Polly.Joanna-Neural}
     */
    public static SpeakCommand of(String payload, String voice) {
        return builder(payload, voice).build();
    }

    /** Builds SpeakCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<SpeakCommand, Builder> {

        private Builder(String payload, String voice) {
            super(SpeakCommand::new);
            text("payload", payload, MAX_CHARACTERS);
            text("voice", voice, 255);
        }

        /**
         * Language of the text; ignored by Polly voices.
         *
         * @param language such as {@code en-US}
         * @return this builder
         */
        public Builder language(String language) {
            return text("language", language, 20);
        }

        /**
         * How the text is written; plain unless set.
         *
         * @param payloadType the kind
         * @return this builder
         */
        public Builder payloadType(PayloadType payloadType) {
            return choice("payload_type", payloadType);
        }

        /**
         * Quality of the voice; premium unless set.
         *
         * @param serviceLevel the level
         * @return this builder
         */
        public Builder serviceLevel(ServiceLevel serviceLevel) {
            return choice("service_level", serviceLevel);
        }

        /**
         * What is stopped before the text is spoken.
         *
         * @param stop how much
         * @return this builder
         */
        public Builder stop(Stopping stop) {
            return choice("stop", stop);
        }

        /**
         * How often it is played; once unless set.
         *
         * @param loop at least 1
         * @return this builder
         */
        public Builder loop(int loop) {
            return whole("loop", loop, 1, Integer.MAX_VALUE);
        }

        /**
         * Repeats until it is stopped.
         *
         * @return this builder
         */
        public Builder loopForever() {
            return put("loop", "infinity");
        }

        /**
         * Who hears it; the leg itself unless set.
         *
         * @param targetLegs the legs
         * @return this builder
         */
        public Builder targetLegs(Legs targetLegs) {
            return choice("target_legs", targetLegs);
        }

        /**
         * Settings of the voice's provider.
         *
         * @param voiceSettings the settings
         * @return this builder
         */
        public Builder voiceSettings(VoiceSettings voiceSettings) {
            Objects.requireNonNull(voiceSettings, "voiceSettings");
            return put("voice_settings", voiceSettings.parameters());
        }

        @Override
        void check() {
            basicSpeaksPlainEnglishOnly();
        }
    }
}
