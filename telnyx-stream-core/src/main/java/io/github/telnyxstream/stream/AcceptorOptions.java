package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Limits, clock and executor of an acceptor. The defaults fit a server that answers calls. Immutable.
 */
public final class AcceptorOptions {
    private final MemoryLimits memory;
    private final InboundOptions inbound;
    private final OutboundOptions outbound;
    private final int maxSessions;
    private final Duration connectTimeout;
    private final Duration startTimeout;
    private final Duration sendTimeout;
    private final Duration silentPeerTimeout;
    private final Duration pingInterval;
    private final Duration resumeWithin;
    private final StreamObserver observer;
    private final StreamClock clock;
    private final @Nullable Executor listenerExecutor;
    private final @Nullable StreamSettings settings;

    private AcceptorOptions(Builder builder) {
        this.memory = builder.memory;
        this.inbound = builder.inbound;
        this.outbound = builder.outbound;
        this.maxSessions = builder.maxSessions;
        this.connectTimeout = builder.connectTimeout;
        this.startTimeout = builder.startTimeout;
        this.sendTimeout = builder.sendTimeout;
        this.silentPeerTimeout = builder.silentPeerTimeout;
        this.pingInterval = builder.pingInterval;
        this.resumeWithin = builder.resumeWithin;
        this.observer = GuardedObserver.of(builder.observer);
        this.clock = builder.clock;
        this.listenerExecutor = builder.listenerExecutor;
        this.settings = builder.settings;
    }

    /**
     * The defaults.
     *
     * @return options
     */
    public static AcceptorOptions defaults() {
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
     * How many bytes may wait for listeners.
     *
     * @return 4 MiB for a session by default
     */
    public MemoryLimits memory() {
        return memory;
    }

    /**
     * What is done with audio and keys that arrive.
     *
     * @return nothing beyond decoding them in order by default
     */
    public InboundOptions inbound() {
        return inbound;
    }

    /**
     * When what is played leaves, and how much may wait.
     *
     * @return 160 ms ahead by default
     */
    public OutboundOptions outbound() {
        return outbound;
    }

    /**
     * How many sessions may be open before new ones are answered 503.
     *
     * @return 5,000 by default
     */
    public int maxSessions() {
        return maxSessions;
    }

    /**
     * How long the socket of a call may take that is expected by {@link StreamAcceptor#expect}.
     *
     * @return 30 s by default
     */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * How long an open socket may take to start its stream.
     *
     * @return 10 s by default
     */
    public Duration startTimeout() {
        return startTimeout;
    }

    /**
     * How long sending one message may take before the connection is given up.
     *
     * @return 5 s by default
     */
    public Duration sendTimeout() {
        return sendTimeout;
    }

    /**
     * How long a started stream may send nothing at all before its connection is considered dead. A ping is sent first, and an
     * answer to it is enough.
     *
     * @return 60 s by default; zero means for ever
     */
    public Duration silentPeerTimeout() {
        return silentPeerTimeout;
    }

    /**
     * How often a ping is sent (RFC 6455, 5.5.2), so that a quiet call can be told from a dead socket and no proxy cuts it.
     *
     * @return 25 s by default; zero means never
     */
    public Duration pingInterval() {
        return pingInterval;
    }

    /**
     * How long a session whose connection was lost waits for its call to come back.
     *
     * @return zero by default: it ends
     */
    public Duration resumeWithin() {
        return resumeWithin;
    }

    /**
     * The time.
     *
     * @return the JVM's by default
     */
    public StreamClock clock() {
        return clock;
    }

    StreamObserver observer() {
        return observer;
    }

    @Nullable
    Executor listenerExecutor() {
        return listenerExecutor;
    }

    @Nullable
    StreamSettings settings() {
        return settings;
    }

    /** Collects options. One thread at a time. */
    public static final class Builder {
        private MemoryLimits memory = MemoryLimits.defaults();
        private InboundOptions inbound = InboundOptions.defaults();
        private OutboundOptions outbound = OutboundOptions.defaults();
        private int maxSessions = 5000;
        private Duration connectTimeout = Duration.ofSeconds(30);
        private Duration startTimeout = Duration.ofSeconds(10);
        private Duration sendTimeout = Duration.ofSeconds(5);
        private Duration silentPeerTimeout = Duration.ofSeconds(60);
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration resumeWithin = Duration.ZERO;
        private StreamObserver observer = StreamObserver.NONE;
        private StreamClock clock = StreamClock.system();
        private @Nullable Executor listenerExecutor;
        private @Nullable StreamSettings settings;

        private Builder() {}

        /**
         * Sets how many bytes may wait for listeners.
         *
         * @param limits of a session, and of all together
         * @return this
         */
        public Builder memory(MemoryLimits limits) {
            this.memory = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Chooses what is done with audio and keys that arrive.
         *
         * @param options what to do
         * @return this
         */
        public Builder inbound(InboundOptions options) {
            this.inbound = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets when what is played leaves, and how much may wait.
         *
         * @param outbound the options
         * @return this
         */
        public Builder outbound(OutboundOptions outbound) {
            this.outbound = Objects.requireNonNull(outbound, "outbound");
            return this;
        }

        /**
         * Sets how many sessions may be open at once.
         *
         * @param count 1 to 100,000
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxSessions(int count) {
            this.maxSessions = inRange("maxSessions", count, 100_000);
            return this;
        }

        /**
         * Sets how long the socket of an expected call may take.
         *
         * @param timeout positive, at most an hour
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = positive("connectTimeout", timeout);
            return this;
        }

        /**
         * Sets how long an open socket may take to start its stream.
         *
         * @param timeout positive, at most an hour
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder startTimeout(Duration timeout) {
            this.startTimeout = positive("startTimeout", timeout);
            return this;
        }

        /**
         * Sets how long one message may take to be sent.
         *
         * @param timeout positive, at most an hour
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder sendTimeout(Duration timeout) {
            this.sendTimeout = positive("sendTimeout", timeout);
            return this;
        }

        /**
         * Sets how long a started stream may send nothing at all.
         *
         * @param timeout positive, at most an hour; or zero for ever
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder silentPeerTimeout(Duration timeout) {
            this.silentPeerTimeout = positiveOrZero("silentPeerTimeout", timeout);
            return this;
        }

        /**
         * Sets how often a ping is sent. Without pings only messages of Telnyx's are signs of life, so that a call on hold is
         * given up after {@link #silentPeerTimeout}, and proxies with a read time-out cut it even sooner.
         *
         * @param interval positive, at most an hour; or zero for never
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder pingInterval(Duration interval) {
            this.pingInterval = positiveOrZero("pingInterval", interval);
            return this;
        }

        /**
         * Lets a session outlive its connection: when it is lost, Telnyx may connect again (page "TeXML Stream",
         * {@code enableReconnect}), and the second stream of the call goes on with the session, as
         * {@link StreamListener#onLost} and {@link StreamListener#onResumed} tell. Holds for streams whose token names their call
         * ({@link StreamTokens}). A close with 1000 or without a code is no loss.
         *
         * @param grace positive, at most an hour; or zero to end a session with its connection
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder resumeWithin(Duration grace) {
            this.resumeWithin = positiveOrZero("resumeWithin", grace);
            return this;
        }

        /**
         * Observes all streams, for metrics.
         *
         * @param observer a thread-safe observer; nobody by default
         * @return this
         */
        public Builder observer(StreamObserver observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /**
         * Replaces the clock, for tests.
         *
         * @param clock the time
         * @return this
         */
        public Builder clock(StreamClock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Runs the listeners on an executor of your own, which the acceptor does not shut down. By default they run on virtual
         * threads, or on at most 256 threads where the JDK has none; there, more listeners that block at the same time wait
         * for each other.
         *
         * <p>One that runs a task on the thread that brings it, as {@code Runnable::run} does, has callbacks made by whichever
         * thread finds them first: the server's, the application's or one of the engine's. They stay serial and in order, but
         * whoever closes a session or hands a message over may see it before its callbacks are made.
         *
         * @param executor runs tasks that may block
         * @return this
         */
        public Builder listenerExecutor(Executor executor) {
            this.listenerExecutor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Sets what was asked of Telnyx, for streams whose authenticator does not tell. By default the engine sends PCMU and
         * reads L16 as little-endian.
         *
         * @param settings what commands send
         * @return this
         */
        public Builder settings(StreamSettings settings) {
            this.settings = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * The options.
         *
         * @return what was collected
         */
        public AcceptorOptions build() {
            return new AcceptorOptions(this);
        }
    }

    static int inRange(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", must be 1 to " + most);
        }
        return value;
    }

    private static Duration positiveOrZero(String name, Duration value) {
        return Duration.ZERO.equals(value) ? value : positive(name, value);
    }

    static Duration positive(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " is " + value + ", must be above 0 and up to an hour");
        }
        return value;
    }
}
