package io.github.telnyxstream.callcontrol.command;

import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Calls somebody. Immutable. */
public final class DialCommand extends ParameterGroup {

    private DialCommand(Parameters parameters) {
        super(parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param connectionId id of the Call Control application
     * @param to E.164 number or SIP address
     * @param from E.164 number that is shown
     */
    public static Builder builder(String connectionId, String to, String from) {
        return new Builder(connectionId, to, from);
    }

    /**
     * {@return the command with nothing but what is required}
     *
     * @param connectionId id of the Call Control application
     * @param to E.164 number or SIP address
     * @param from E.164 number that is shown
     */
    public static DialCommand of(String connectionId, String to, String from) {
        return builder(connectionId, to, from).build();
    }

    /** Builds DialCommand; one thread at a time. */
    public static final class Builder extends OutboundLegBuilder<DialCommand, Builder> {

        private Builder(String connectionId, String to, String from) {
            super(DialCommand::new);
            text("connection_id", connectionId, 64);
            text("to", to, 255);
            text("from", from, 255);
        }

        /**
         * Calls several at once; the first that answers gets the call.
         *
         * @param numbers E.164 numbers or SIP addresses
         * @return this builder
         */
        public Builder toAny(List<String> numbers) {
            return texts("to", numbers, 255);
        }

        /**
         * Opens a media stream when the call is answered.
         *
         * @param stream what is asked of Telnyx
         * @return this builder
         */
        public Builder stream(StreamSettings stream) {
            StreamParameters.dial(this, Objects.requireNonNull(stream, "stream"));
            return this;
        }

        /**
         * Whether the media stream is opened before it rings; needs {@link #stream}.
         *
         * @param streamBeforeOriginate true for before
         * @return this builder
         */
        public Builder streamBeforeOriginate(boolean streamBeforeOriginate) {
            return put("stream_establish_before_call_originate", streamBeforeOriginate);
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
         * Whether the stream goes to Dialogflow.
         *
         * @param enableDialogflow true for Dialogflow
         * @return this builder
         */
        public Builder enableDialogflow(boolean enableDialogflow) {
            return put("enable_dialogflow", enableDialogflow);
        }

        /**
         * Settings of Dialogflow.
         *
         * @param analyzeSentiment whether it rates the mood
         * @param partialAutomatedAgentReply whether it may answer early
         * @return this builder
         */
        public Builder dialogflow(boolean analyzeSentiment, boolean partialAutomatedAgentReply) {
            return put(
                    "dialogflow_config",
                    Map.of(
                            "analyze_sentiment",
                            analyzeSentiment,
                            "partial_automated_agent_reply",
                            partialAutomatedAgentReply));
        }

        /**
         * Whether it is tried once more when nobody answers.
         *
         * @param retryOnTimeout true to try again
         * @return this builder
         */
        public Builder retryOnTimeout(boolean retryOnTimeout) {
            return put("retry_on_timeout", retryOnTimeout);
        }

        /**
         * Another call that belongs to the same session.
         *
         * @param linkTo its call control id
         * @return this builder
         */
        public Builder linkTo(String linkTo) {
            return text("link_to", linkTo, 255);
        }

        /**
         * Whether the call is meant to be bridged with the linked one.
         *
         * @param bridgeIntent true if so
         * @return this builder
         */
        public Builder bridgeIntent(boolean bridgeIntent) {
            return put("bridge_intent", bridgeIntent);
        }

        /**
         * Whether it is bridged with the linked call when answered.
         *
         * @param bridgeOnAnswer true to bridge
         * @return this builder
         */
        public Builder bridgeOnAnswer(boolean bridgeOnAnswer) {
            return put("bridge_on_answer", bridgeOnAnswer);
        }

        /**
         * Whether a leg that is bridged already is left alone.
         *
         * @param preventDoubleBridge true to leave it
         * @return this builder
         */
        public Builder preventDoubleBridge(boolean preventDoubleBridge) {
            return put("prevent_double_bridge", preventDoubleBridge);
        }

        /**
         * The call that the new leg supervises.
         *
         * @param superviseCallControlId its call control id
         * @return this builder
         */
        public Builder superviseCallControlId(String superviseCallControlId) {
            return text("supervise_call_control_id", superviseCallControlId, 255);
        }

        /**
         * What the supervising leg can do; barge unless set.
         *
         * @param supervisorRole the role
         * @return this builder
         */
        public Builder supervisorRole(SupervisorRole supervisorRole) {
            return choice("supervisor_role", supervisorRole);
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

        /**
         * The conference that the leg joins.
         *
         * @param conference which and how
         * @return this builder
         */
        public Builder conference(ConferenceSettings conference) {
            return put(
                    "conference_config",
                    Objects.requireNonNull(conference, "conference").parameters());
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

        @Override
        void check() {
            super.check();
            onlyWith("bridge_on_answer", "link_to")
                    .onlyWith("stream_establish_before_call_originate", "stream_url")
                    .onlyWith("supervisor_role", "supervise_call_control_id");
        }
    }
}
