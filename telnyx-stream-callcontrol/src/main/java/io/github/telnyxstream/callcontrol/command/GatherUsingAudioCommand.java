package io.github.telnyxstream.callcontrol.command;

/** Plays a file and collects key presses. Immutable. */
public final class GatherUsingAudioCommand extends CallCommand {

    private GatherUsingAudioCommand(Parameters parameters) {
        super("gather_using_audio", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds GatherUsingAudioCommand; one thread at a time. */
    public static final class Builder extends DigitsBuilder<GatherUsingAudioCommand, Builder> {

        private Builder() {
            super(GatherUsingAudioCommand::new);
        }

        /**
         * The file by address.
         *
         * @param audioUrl an http or https address of an MP3 or WAV
         * @return this builder
         */
        public Builder audioUrl(String audioUrl) {
            return link("audio_url", audioUrl, "http", "https");
        }

        /**
         * The file by the name it was uploaded under.
         *
         * @param mediaName name of the upload
         * @return this builder
         */
        public Builder mediaName(String mediaName) {
            return text("media_name", mediaName, 255);
        }

        /**
         * Played after wrong keys, by address.
         *
         * @param invalidAudioUrl an http or https address of an MP3 or WAV
         * @return this builder
         */
        public Builder invalidAudioUrl(String invalidAudioUrl) {
            return link("invalid_audio_url", invalidAudioUrl, "http", "https");
        }

        /**
         * Played after wrong keys, by the name it was uploaded under.
         *
         * @param invalidMediaName name of the upload
         * @return this builder
         */
        public Builder invalidMediaName(String invalidMediaName) {
            return text("invalid_media_name", invalidMediaName, 255);
        }

        /**
         * How often the file is repeated; 3 times unless set.
         *
         * @param maximumTries 1 to 100
         * @return this builder
         */
        public Builder maximumTries(int maximumTries) {
            return whole("maximum_tries", maximumTries, 1, 100);
        }

        @Override
        void check() {
            super.check();
            oneOf("audio_url", "media_name").atMostOneOf("invalid_audio_url", "invalid_media_name");
        }
    }
}
