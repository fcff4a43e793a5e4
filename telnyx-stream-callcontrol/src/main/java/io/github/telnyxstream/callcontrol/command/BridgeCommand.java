package io.github.telnyxstream.callcontrol.command;

import java.util.Objects;

/** Connects two calls. Immutable. */
public final class BridgeCommand extends CallCommand {

    private BridgeCommand(Parameters parameters) {
        super("bridge", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Connects with another call.
     *
     * @param callControlId the other call
     * @return the command
     */
    public static BridgeCommand with(String callControlId) {
        return builder().callControlId(callControlId).build();
    }

    /** Builds BridgeCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<BridgeCommand, Builder> {

        private Builder() {
            super(BridgeCommand::new);
        }

        /**
         * The other call.
         *
         * @param callControlId its call control id
         * @return this builder
         */
        public Builder callControlId(String callControlId) {
            return text("call_control_id", callControlId, 255);
        }

        /**
         * The first call of a queue.
         *
         * @param queue name of the queue
         * @return this builder
         */
        public Builder queue(String queue) {
            return text("queue", queue, 255);
        }

        /**
         * A video room.
         *
         * @param videoRoomId its id
         * @return this builder
         */
        public Builder videoRoomId(String videoRoomId) {
            return text("video_room_id", videoRoomId, 255);
        }

        /**
         * Free text for the video room.
         *
         * @param videoRoomContext any text
         * @return this builder
         */
        public Builder videoRoomContext(String videoRoomContext) {
            return text("video_room_context", videoRoomContext, 4096);
        }

        /**
         * Whether this leg is held when the bridge ends.
         *
         * @param holdAfterUnbridge true to hold
         * @return this builder
         */
        public Builder holdAfterUnbridge(boolean holdAfterUnbridge) {
            return put("hold_after_unbridge", holdAfterUnbridge);
        }

        /**
         * What becomes of this leg when the bridge ends.
         *
         * @param parkAfterUnbridge {@code self} keeps it; unset hangs up
         * @return this builder
         */
        public Builder parkAfterUnbridge(String parkAfterUnbridge) {
            return text("park_after_unbridge", parkAfterUnbridge, 20);
        }

        /**
         * Whether a ringtone is heard until the other leg answers.
         *
         * @param playRingtone true to ring
         * @return this builder
         */
        public Builder playRingtone(boolean playRingtone) {
            return put("play_ringtone", playRingtone);
        }

        /**
         * Country of the ringtone; US unless set.
         *
         * @param ringtone such as {@code de}
         * @return this builder
         */
        public Builder ringtone(String ringtone) {
            return text("ringtone", ringtone, 10);
        }

        /**
         * Whose key presses are not passed on.
         *
         * @param muteDtmf the legs
         * @return this builder
         */
        public Builder muteDtmf(DtmfMuting muteDtmf) {
            return choice("mute_dtmf", muteDtmf);
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
         * Records the bridged call.
         *
         * @param record how
         * @return this builder
         */
        public Builder record(CallRecording record) {
            return include(Objects.requireNonNull(record, "record").parameters());
        }

        @Override
        void check() {
            oneOf("call_control_id", "queue", "video_room_id").onlyWith("video_room_context", "video_room_id");
        }
    }
}
