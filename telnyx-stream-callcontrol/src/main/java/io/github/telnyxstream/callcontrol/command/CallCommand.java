package io.github.telnyxstream.callcontrol.command;

/**
 * A request that acts on one call: {@code POST /calls/{call_control_id}/actions/{action}}. All implementations are
 * immutable records made by builders; {@link GenericCommand} stands for actions that this version has no record for.
 */
public sealed interface CallCommand
        permits AnswerCommand,
                BridgeCommand,
                ClientStateUpdateCommand,
                GatherCommand,
                GatherStopCommand,
                GatherUsingAudioCommand,
                GatherUsingSpeakCommand,
                GenericCommand,
                HangupCommand,
                PlaybackStartCommand,
                PlaybackStopCommand,
                RecordPauseCommand,
                RecordResumeCommand,
                RecordStartCommand,
                RecordStopCommand,
                RejectCommand,
                SendDtmfCommand,
                SpeakCommand,
                StreamingStartCommand,
                StreamingStopCommand,
                SuppressionStartCommand,
                SuppressionStopCommand,
                TranscriptionStartCommand,
                TranscriptionStopCommand,
                TransferCommand {

    /**
     * The last part of the request's path.
     *
     * @return such as {@code speak}
     */
    String action();

    /**
     * What is sent.
     *
     * @return the parameters under Telnyx's names
     */
    Parameters parameters();

    /**
     * The HTTP method.
     *
     * @return POST, except for {@code client_state_update}
     */
    default String method() {
        return "POST";
    }

    /**
     * Whether Telnyx takes a {@code command_id} for this action, which makes it safe to repeat.
     *
     * @return true for all but actions that are safe to repeat by themselves
     */
    default boolean acceptsCommandId() {
        return true;
    }
}
