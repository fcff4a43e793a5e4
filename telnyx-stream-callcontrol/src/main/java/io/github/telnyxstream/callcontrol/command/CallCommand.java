package io.github.telnyxstream.callcontrol.command;

/**
 * A request that acts on one call: {@code POST /calls/{call_control_id}/actions/{action}}. All commands are immutable and
 * made by builders, which check them; {@link GenericCommand} stands for actions that this version has no class for.
 */
public abstract sealed class CallCommand extends ParameterGroup
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

    private final String action;

    CallCommand(String action, Parameters parameters) {
        super(parameters);
        this.action = action;
    }

    /** {@return the last part of the request's path, such as {@code speak}} */
    public final String action() {
        return action;
    }

    /** {@return the HTTP method: POST, except for {@code client_state_update}} */
    public String method() {
        return "POST";
    }

    /**
     * Whether Telnyx takes a {@code command_id} for this action, which makes it safe to repeat.
     *
     * @return true for all but actions that are safe to repeat by themselves
     */
    public boolean acceptsCommandId() {
        return true;
    }

    @Override
    public final boolean equals(Object other) {
        return super.equals(other) && action.equals(((CallCommand) other).action);
    }

    @Override
    public final int hashCode() {
        return 31 * action.hashCode() + super.hashCode();
    }
}
