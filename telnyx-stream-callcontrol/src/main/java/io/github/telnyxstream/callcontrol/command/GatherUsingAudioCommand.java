package io.github.telnyxstream.callcontrol.command;

/**
 * Plays a file and collects key presses. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record GatherUsingAudioCommand(Parameters parameters) implements CallCommand {

    /**
     * A builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String action() {
        return "gather_using_audio";
    }

    /** Builds GatherUsingAudioCommand; one thread at a time. */
    public static final class Builder extends DigitsBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
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

        /**
         * The checked command.
         *
         * @return the command
         * @throws IllegalArgumentException if parameters contradict each other or one is missing
         */
        public GatherUsingAudioCommand build() {
            checkDigits();
            oneOf("audio_url", "media_name").atMostOneOf("invalid_audio_url", "invalid_media_name");
            return new GatherUsingAudioCommand(parameters());
        }
    }
}
