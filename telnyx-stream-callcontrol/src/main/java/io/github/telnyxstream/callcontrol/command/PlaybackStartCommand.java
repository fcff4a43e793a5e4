package io.github.telnyxstream.callcontrol.command;

import java.util.Base64;
import java.util.Objects;

/** Plays a file on a call. Commands that play queue up. Immutable. */
public final class PlaybackStartCommand extends CallCommand {

    private PlaybackStartCommand(Parameters parameters) {
        super("playback_start", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Plays the file at an address.
     *
     * @param audioUrl an http or https address of an MP3 or WAV
     * @return the command
     */
    public static PlaybackStartCommand ofUrl(String audioUrl) {
        return builder().audioUrl(audioUrl).build();
    }

    /** Builds PlaybackStartCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<PlaybackStartCommand, Builder> {

        private Builder() {
            super(PlaybackStartCommand::new);
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
         * The file itself.
         *
         * @param file a whole MP3 or WAV; copied
         * @return this builder
         * @throws IllegalArgumentException if it is empty
         */
        public Builder content(byte[] file) {
            Objects.requireNonNull(file, "file");
            if (file.length == 0) {
                throw new IllegalArgumentException("playback_content must not be empty");
            }
            return put("playback_content", Base64.getEncoder().encodeToString(file));
        }

        /**
         * Format of the file; MP3 unless set.
         *
         * @param audioType the format
         * @return this builder
         */
        public Builder audioType(RecordingFormat audioType) {
            return choice("audio_type", audioType);
        }

        /**
         * How often it is played; once unless set.
         *
         * @param loop 1 to 100
         * @return this builder
         */
        public Builder loop(int loop) {
            return whole("loop", loop, 1, 100);
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
         * Whether it is mixed over what is playing; needs another playback that is not an overlay, and is heard by the
         * leg itself only.
         *
         * @param overlay true to mix
         * @return this builder
         */
        public Builder overlay(boolean overlay) {
            return put("overlay", overlay);
        }

        /**
         * What is stopped before.
         *
         * @param stop how much
         * @return this builder
         */
        public Builder stop(Stopping stop) {
            return choice("stop", stop);
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
         * Whether Telnyx keeps the file for the next time; it does unless told otherwise.
         *
         * @param cacheAudio false to fetch it anew
         * @return this builder
         */
        public Builder cacheAudio(boolean cacheAudio) {
            return put("cache_audio", cacheAudio);
        }

        @Override
        void check() {
            oneOf("audio_url", "media_name", "playback_content");
            Object legs = value("target_legs");
            if (Boolean.TRUE.equals(value("overlay")) && legs != null && !legs.equals("self")) {
                throw new IllegalArgumentException("overlay plays to target_legs self only, not to " + legs);
            }
        }
    }
}
