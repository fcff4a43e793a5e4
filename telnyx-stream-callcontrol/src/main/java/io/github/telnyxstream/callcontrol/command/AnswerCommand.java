package io.github.telnyxstream.callcontrol.command;

import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.Objects;

/**
 * Answers an incoming call. Rate, token and custom parameters of a stream cannot travel with it: for those there is
 * {@code Call.answerThenStream}. Immutable.
 */
public final class AnswerCommand extends CallCommand {

    private AnswerCommand(Parameters parameters) {
        super("answer", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static AnswerCommand of() {
        return builder().build();
    }

    /** {@return a builder that holds what this command says} */
    public Builder toBuilder() {
        return builder().include(parameters());
    }

    /** Builds AnswerCommand; one thread at a time. */
    public static final class Builder extends LegBuilder<AnswerCommand, Builder> {

        private Builder() {
            super(AnswerCommand::new);
        }

        /**
         * Opens a media stream as soon as the call is answered. Settings that {@code answer} cannot carry (a sampling
         * rate other than 8000 Hz, a token, custom parameters) are refused with an IllegalArgumentException; {@code
         * Call.answerThenStream} does those in two steps.
         *
         * @param stream what is asked of Telnyx
         * @return this builder
         */
        public Builder stream(StreamSettings stream) {
            Objects.requireNonNull(stream, "stream");
            StreamParameters.answer(this, stream);
            return this;
        }

        /**
         * Group that the call is billed to.
         *
         * @param billingGroupId its id
         * @return this builder
         */
        public Builder billingGroupId(String billingGroupId) {
            return text("billing_group_id", billingGroupId, 64);
        }

        /**
         * Whether Telnyx sends silence while nothing is played.
         *
         * @param sendSilenceWhenIdle true to send silence
         * @return this builder
         */
        public Builder sendSilenceWhenIdle(boolean sendSilenceWhenIdle) {
            return put("send_silence_when_idle", sendSilenceWhenIdle);
        }

        /**
         * Transcribes the call from the moment it is answered.
         *
         * @param transcription how
         * @return this builder
         */
        public Builder transcription(TranscriptionSettings transcription) {
            return put("transcription", true)
                    .put(
                            "transcription_config",
                            Objects.requireNonNull(transcription, "transcription")
                                    .parameters());
        }
    }
}
