package io.github.telnyxstream.testkit.fault;

import java.util.EnumSet;
import java.util.Set;

/**
 * What goes wrong on the media stream towards the application. Rates are "one in n frames", drawn from the seed: 1 means
 * every frame, 1.25 four of five, 0 none. They concern the frames of both tracks, those of each for themselves. Immutable.
 *
 * @param seed of all draws, so that a run can be repeated
 * @param lateFrames how many frames wait and then leave together, in order, 0 for none
 * @param reorderFrames how many frames of 20 ms a frame may be late, so that others overtake it
 * @param duplicateOneIn how many frames are sent twice
 * @param dropOneIn how many frames are never sent; their chunk number stays missing
 * @param malformedJsonOneIn how often a text that is no JSON is put in
 * @param badBase64OneIn how often a media message whose payload is no base64 is put in (with a chunk number of 0)
 * @param unknownEventOneIn how often an event nobody has heard of is put in
 * @param foreignMediaOneIn how often media with another call's stream id is put in
 * @param secondStartAfterFrames after how many frames a second {@code start} is sent, 0 for none
 * @param framesBeforeStart media messages before {@code start}
 * @param framesAfterStop media messages after {@code stop}
 * @param stallAfterFrames after how many frames Telnyx says nothing more while the socket stays open, 0 for never
 * @param breakAfterFrames after how many frames the connection breaks while the call goes on, 0 for never
 * @param pingEveryFrames after how many frames each a WebSocket ping is sent, 0 for never
 * @param closeAfterStopFrames for how many frames of 20 ms the socket stays open after {@code stop}
 * @param quirks what is odd all the time
 * @param ending how the stream ends
 */
public record LineFaults(
        long seed,
        int lateFrames,
        int reorderFrames,
        double duplicateOneIn,
        double dropOneIn,
        double malformedJsonOneIn,
        double badBase64OneIn,
        double unknownEventOneIn,
        double foreignMediaOneIn,
        int secondStartAfterFrames,
        int framesBeforeStart,
        int framesAfterStop,
        int stallAfterFrames,
        int breakAfterFrames,
        int pingEveryFrames,
        int closeAfterStopFrames,
        Set<Quirk> quirks,
        Ending ending) {

    /** Copies the set. */
    public LineFaults {
        quirks = Set.copyOf(quirks);
    }

    /**
     * Whether the line has a quirk.
     *
     * @param quirk which
     * @return true when it was asked for
     */
    public boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /** How the media stream ends. */
    public enum Ending {
        /** {@code stop}, then a close frame. */
        STOP_AND_CLOSE,
        /** A close frame without {@code stop}. */
        CLOSE_WITHOUT_STOP,
        /** The connection just breaks. */
        BREAK
    }

    /** A line without faults. */
    public static final LineFaults NONE = builder().build();

    /**
     * Collects faults; without any call the line is good.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects faults. One thread at a time. */
    public static final class Builder {
        private long seed = 1;
        private int lateFrames;
        private int reorderFrames;
        private double duplicateOneIn;
        private double dropOneIn;
        private double malformedJsonOneIn;
        private double badBase64OneIn;
        private double unknownEventOneIn;
        private double foreignMediaOneIn;
        private int secondStartAfterFrames;
        private int framesBeforeStart;
        private int framesAfterStop;
        private int stallAfterFrames;
        private int breakAfterFrames;
        private int pingEveryFrames;
        private int closeAfterStopFrames;
        private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        private Ending ending = Ending.STOP_AND_CLOSE;

        private Builder() {}

        /**
         * Sets the seed of all draws.
         *
         * @param value any
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Lets frames come late and in bunches, in their order.
         *
         * @param frames how many frames of 20 ms wait for each other
         * @return this
         */
        public Builder late(int frames) {
            lateFrames = frames;
            return this;
        }

        /**
         * Lets frames overtake each other.
         *
         * @param frames how many frames of 20 ms one may be late; 3 is 60 ms
         * @return this
         */
        public Builder reorderWithin(int frames) {
            reorderFrames = frames;
            return this;
        }

        /**
         * Sends frames twice.
         *
         * @param frames one in how many
         * @return this
         */
        public Builder duplicateOneIn(double frames) {
            duplicateOneIn = frames;
            return this;
        }

        /**
         * Loses frames.
         *
         * @param frames one in how many
         * @return this
         */
        public Builder dropOneIn(double frames) {
            dropOneIn = frames;
            return this;
        }

        /**
         * Puts in texts that are no JSON.
         *
         * @param frames one per how many frames
         * @return this
         */
        public Builder malformedJsonOneIn(double frames) {
            malformedJsonOneIn = frames;
            return this;
        }

        /**
         * Puts in payloads that are no base64.
         *
         * @param frames one per how many frames
         * @return this
         */
        public Builder badBase64OneIn(double frames) {
            badBase64OneIn = frames;
            return this;
        }

        /**
         * Puts in events nobody has heard of.
         *
         * @param frames one per how many frames
         * @return this
         */
        public Builder unknownEventOneIn(double frames) {
            unknownEventOneIn = frames;
            return this;
        }

        /**
         * Puts in media of another call.
         *
         * @param frames one per how many frames
         * @return this
         */
        public Builder foreignMediaOneIn(double frames) {
            foreignMediaOneIn = frames;
            return this;
        }

        /**
         * Sends {@code start} again.
         *
         * @param frames after how many frames
         * @return this
         */
        public Builder secondStartAfter(int frames) {
            secondStartAfterFrames = frames;
            return this;
        }

        /**
         * Sends media before {@code start}.
         *
         * @param frames how many
         * @return this
         */
        public Builder mediaBeforeStart(int frames) {
            framesBeforeStart = frames;
            return this;
        }

        /**
         * Sends media after {@code stop}.
         *
         * @param frames how many
         * @return this
         */
        public Builder mediaAfterStop(int frames) {
            framesAfterStop = frames;
            return this;
        }

        /**
         * Lets Telnyx fall silent while the socket stays open: a half-open connection, as far as the application can tell.
         *
         * @param frames after how many frames
         * @return this
         */
        public Builder stallAfter(int frames) {
            stallAfterFrames = frames;
            return this;
        }

        /**
         * Breaks the connection in the middle of the call.
         *
         * @param frames after how many frames
         * @return this
         */
        public Builder breakAfter(int frames) {
            breakAfterFrames = frames;
            return this;
        }

        /**
         * Sends WebSocket pings. Whether Telnyx sends any is not known; an application that answers late reads late.
         *
         * @param frames after how many frames each
         * @return this
         */
        public Builder pingEvery(int frames) {
            pingEveryFrames = frames;
            return this;
        }

        /**
         * Leaves the socket open after {@code stop}, so that an application that sends on is seen.
         *
         * @param frames for how many frames of 20 ms
         * @return this
         */
        public Builder closeAfterStop(int frames) {
            closeAfterStopFrames = frames;
            return this;
        }

        /**
         * Makes the stream odd.
         *
         * @param quirk in which way
         * @return this
         */
        public Builder with(Quirk quirk) {
            quirks.add(quirk);
            return this;
        }

        /**
         * Chooses how the stream ends.
         *
         * @param value how
         * @return this
         */
        public Builder ending(Ending value) {
            ending = value;
            return this;
        }

        /**
         * Makes the value.
         *
         * @return the faults collected
         */
        public LineFaults build() {
            return new LineFaults(
                    seed,
                    lateFrames,
                    reorderFrames,
                    duplicateOneIn,
                    dropOneIn,
                    malformedJsonOneIn,
                    badBase64OneIn,
                    unknownEventOneIn,
                    foreignMediaOneIn,
                    secondStartAfterFrames,
                    framesBeforeStart,
                    framesAfterStop,
                    stallAfterFrames,
                    breakAfterFrames,
                    pingEveryFrames,
                    closeAfterStopFrames,
                    quirks,
                    ending);
        }
    }
}
