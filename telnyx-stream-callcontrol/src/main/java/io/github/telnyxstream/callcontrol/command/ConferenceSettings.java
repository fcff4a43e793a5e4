package io.github.telnyxstream.callcontrol.command;

import java.util.List;

/** The conference that a dialled leg joins when it answers. Immutable. */
public final class ConferenceSettings extends ParameterGroup {

    private ConferenceSettings(Parameters parameters) {
        super(parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** When a beep is heard. */
    public enum Beep implements WireName {
        /** When somebody comes or goes. */
        ALWAYS,
        /** Never. */
        NEVER,
        /** When somebody comes. */
        ON_ENTER,
        /** When somebody goes. */
        ON_EXIT
    }

    /** Builds ConferenceSettings; one thread at a time. */
    public static final class Builder extends ParameterBuilder<ConferenceSettings, Builder> {

        private Builder() {
            super(ConferenceSettings::new);
        }

        /**
         * An existing conference.
         *
         * @param id its id
         * @return this builder
         */
        public Builder id(String id) {
            return text("id", id, 255);
        }

        /**
         * A conference by name, made when there is none.
         *
         * @param name its name
         * @return this builder
         */
        public Builder name(String name) {
            return text("conference_name", name, 255);
        }

        /**
         * When a beep is heard; never unless set.
         *
         * @param beep when
         * @return this builder
         */
        public Builder beep(Beep beep) {
            return choice("beep_enabled", beep);
        }

        /**
         * Whether the conference hears the leg before it answers.
         *
         * @param earlyMedia true for early media
         * @return this builder
         */
        public Builder earlyMedia(boolean earlyMedia) {
            return put("early_media", earlyMedia);
        }

        /**
         * Whether the conference ends when the leg leaves.
         *
         * @param endOnExit true to end it
         * @return this builder
         */
        public Builder endOnExit(boolean endOnExit) {
            return put("end_conference_on_exit", endOnExit);
        }

        /**
         * Whether the conference ends when the leg leaves and nobody else is needed.
         *
         * @param softEndOnExit true to end it
         * @return this builder
         */
        public Builder softEndOnExit(boolean softEndOnExit) {
            return put("soft_end_conference_on_exit", softEndOnExit);
        }

        /**
         * Whether the leg joins on hold.
         *
         * @param hold true to hold
         * @return this builder
         */
        public Builder hold(boolean hold) {
            return put("hold", hold);
        }

        /**
         * What a leg on hold hears.
         *
         * @param holdAudioUrl an http or https address of an MP3 or WAV
         * @return this builder
         */
        public Builder holdAudioUrl(String holdAudioUrl) {
            return link("hold_audio_url", holdAudioUrl, "http", "https");
        }

        /**
         * What a leg on hold hears, uploaded before.
         *
         * @param holdMediaName name of the upload
         * @return this builder
         */
        public Builder holdMediaName(String holdMediaName) {
            return text("hold_media_name", holdMediaName, 255);
        }

        /**
         * Whether the leg joins muted.
         *
         * @param mute true to mute
         * @return this builder
         */
        public Builder mute(boolean mute) {
            return put("mute", mute);
        }

        /**
         * Whether the conference starts at once.
         *
         * @param startOnCreate true to start
         * @return this builder
         */
        public Builder startOnCreate(boolean startOnCreate) {
            return put("start_conference_on_create", startOnCreate);
        }

        /**
         * Whether the conference starts when the leg joins.
         *
         * @param startOnEnter true to start
         * @return this builder
         */
        public Builder startOnEnter(boolean startOnEnter) {
            return put("start_conference_on_enter", startOnEnter);
        }

        /**
         * What the leg can hear and say as a supervisor.
         *
         * @param supervisorRole the role
         * @return this builder
         */
        public Builder supervisorRole(SupervisorRole supervisorRole) {
            return choice("supervisor_role", supervisorRole);
        }

        /**
         * The legs that hear a whispering supervisor.
         *
         * @param callControlIds call control ids
         * @return this builder
         */
        public Builder whisperTo(List<String> callControlIds) {
            return texts("whisper_call_control_ids", callControlIds, 255);
        }

        @Override
        void check() {
            atMostOneOf("hold_audio_url", "hold_media_name");
        }
    }
}
