package io.github.telnyxstream.callcontrol.command;

import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.Map;
import java.util.Objects;

/**
 * Opens a media stream on a call that has been answered. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record StreamingStartCommand(Parameters parameters) implements CallCommand {

    /**
     * Checks that the required parameters are there.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public StreamingStartCommand {
        parameters.require("stream_url");
    }

    /**
     * A builder with what is required.
     *
     * @param stream what is asked of Telnyx
     * @return a new builder
     */
    public static Builder builder(StreamSettings stream) {
        Objects.requireNonNull(stream, "stream");
        return new Builder(stream);
    }

    /**
     * The command with nothing but what is required.
     *
     * @param stream what is asked of Telnyx
     * @return the command
     */
    public static StreamingStartCommand of(StreamSettings stream) {
        return builder(stream).build();
    }

    @Override
    public String action() {
        return "streaming_start";
    }

    /** Builds StreamingStartCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private Builder(StreamSettings stream) {
            StreamParameters.streamingStart(this, stream);
        }

        @Override
        Builder self() {
            return this;
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
         * The checked command.
         *
         * @return the command
         */
        public StreamingStartCommand build() {
            return new StreamingStartCommand(parameters());
        }
    }
}
