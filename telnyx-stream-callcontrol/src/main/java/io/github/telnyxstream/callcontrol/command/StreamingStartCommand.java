package io.github.telnyxstream.callcontrol.command;

import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.Map;
import java.util.Objects;

/** Opens a media stream on a call that has been answered. Immutable. */
public final class StreamingStartCommand extends CallCommand {

    private StreamingStartCommand(Parameters parameters) {
        super("streaming_start", parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param stream what is asked of Telnyx
     */
    public static Builder builder(StreamSettings stream) {
        Objects.requireNonNull(stream, "stream");
        return new Builder(stream);
    }

    /**
     * {@return the command with nothing but what is required}
     *
     * @param stream what is asked of Telnyx
     */
    public static StreamingStartCommand of(StreamSettings stream) {
        return builder(stream).build();
    }

    /** Builds StreamingStartCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<StreamingStartCommand, Builder> {

        private Builder(StreamSettings stream) {
            super(StreamingStartCommand::new);
            StreamParameters.streamingStart(this, stream);
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
    }
}
