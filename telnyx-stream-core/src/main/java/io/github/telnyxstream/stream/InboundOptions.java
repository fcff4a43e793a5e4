package io.github.telnyxstream.stream;

import java.time.Duration;
import java.util.Objects;

/** In which order audio and keys come, how much of it may wait, and what else is done with it, which is nothing by default. Immutable. */
public final class InboundOptions {
    private final int reorderWindowFrames;
    private final int maxWaitingFrames;
    private final boolean lossConcealment;
    private final boolean inBandKeys;
    private final Duration keyWindow;
    private final EchoGuard echoGuard;
    private final Duration echoTail;

    private InboundOptions(Builder builder) {
        this.reorderWindowFrames = builder.reorderWindowFrames;
        this.maxWaitingFrames = builder.maxWaitingFrames;
        this.lossConcealment = builder.lossConcealment;
        this.inBandKeys = builder.inBandKeys;
        this.keyWindow = builder.keyWindow;
        this.echoGuard = builder.echoGuard;
        this.echoTail = builder.echoTail;
    }

    /**
     * The defaults.
     *
     * @return options
     */
    public static InboundOptions defaults() {
        return builder().build();
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How many inbound frames wait for a missing one before it is given up.
     *
     * @return 5 by default, which is 100 ms
     */
    public int reorderWindowFrames() {
        return reorderWindowFrames;
    }

    /**
     * How many inbound frames wait for a slow listener before the oldest are dropped.
     *
     * @return 250 by default, which is 5 s
     */
    public int maxWaitingFrames() {
        return maxWaitingFrames;
    }

    /**
     * Whether lost frames are made up.
     *
     * @return false by default
     */
    public boolean isLossConcealed() {
        return lossConcealment;
    }

    /**
     * Whether keys are heard in the audio too.
     *
     * @return false by default
     */
    public boolean isListeningForKeys() {
        return inBandKeys;
    }

    /**
     * How long a key is held back for one that was pressed before it.
     *
     * @return zero by default: keys come as Telnyx sends them
     */
    public Duration keyWindow() {
        return keyWindow;
    }

    /**
     * What is done about our own voice on the inbound track.
     *
     * @return {@link EchoGuard#OFF} by default
     */
    public EchoGuard echoGuard() {
        return echoGuard;
    }

    /**
     * How long after our last word {@link EchoGuard#HALF_DUPLEX} lasts.
     *
     * @return 300 ms by default
     */
    public Duration echoTail() {
        return echoTail;
    }

    /** Collects options. One thread at a time. */
    public static final class Builder {
        private int reorderWindowFrames = 5;
        private int maxWaitingFrames = 250;
        private boolean lossConcealment;
        private boolean inBandKeys;
        private Duration keyWindow = Duration.ZERO;
        private EchoGuard echoGuard = EchoGuard.OFF;
        private Duration echoTail = Duration.ofMillis(300);

        private Builder() {}

        /**
         * Sets how many inbound frames wait for a missing one.
         *
         * @param frames 1 to 50
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder reorderWindowFrames(int frames) {
            this.reorderWindowFrames = AcceptorOptions.inRange("reorderWindowFrames", frames, 50);
            return this;
        }

        /**
         * Sets how many inbound frames wait for a slow listener.
         *
         * @param frames 1 to 100,000
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxWaitingFrames(int frames) {
            this.maxWaitingFrames = AcceptorOptions.inRange("maxWaitingFrames", frames, 100_000);
            return this;
        }

        /**
         * Makes up lost inbound frames, the first 60 ms of a gap, as frames of their own: audio at 8 kHz by G.711 Appendix I,
         * which delays it by 3.75 ms, Opus and AMR-WB by their codecs. Of other audio at 16 kHz and more nothing is made up,
         * and frames that are no multiple of 10 ms are left as they are.
         *
         * @param conceal whether to
         * @return this
         */
        public Builder lossConcealment(boolean conceal) {
            this.lossConcealment = conceal;
            return this;
        }

        /**
         * Listens for keys in the audio of the inbound track, for lines whose keys Telnyx does not report. A key that both
         * report comes once.
         *
         * @param listen whether to
         * @return this
         */
        public Builder inBandKeys(boolean listen) {
            this.inBandKeys = listen;
            return this;
        }

        /**
         * Holds each key back for a moment, so that keys come in the order in which they were pressed: Telnyx says that they
         * may arrive in another (page "Media Streaming over Websockets").
         *
         * @param window 0 to 2 s; 60 ms are enough for keys that overtook each other on the way
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder keyWindow(Duration window) {
            this.keyWindow = upToTwoSeconds("keyWindow", window);
            return this;
        }

        /**
         * Chooses what is done about our own voice on the inbound track.
         *
         * @param guard what to do
         * @return this
         */
        public Builder echoGuard(EchoGuard guard) {
            this.echoGuard = Objects.requireNonNull(guard, "guard");
            return this;
        }

        /**
         * Sets how long after our last word {@link EchoGuard#HALF_DUPLEX} lasts.
         *
         * @param tail 0 to 2 s
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder echoTail(Duration tail) {
            this.echoTail = upToTwoSeconds("echoTail", tail);
            return this;
        }

        /**
         * The options.
         *
         * @return what was collected
         */
        public InboundOptions build() {
            return new InboundOptions(this);
        }

        private static Duration upToTwoSeconds(String name, Duration value) {
            Objects.requireNonNull(value, name);
            if (value.isNegative() || value.compareTo(Duration.ofSeconds(2)) > 0) {
                throw new IllegalArgumentException(name + " is " + value + ", must be 0 to 2 s");
            }
            return value;
        }
    }
}
