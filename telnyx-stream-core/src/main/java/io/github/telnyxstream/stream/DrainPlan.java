package io.github.telnyxstream.stream;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How an acceptor comes to its end without losing a call: readiness goes false at once; streams are still let in for a
 * grace time, since a load balancer has not noticed yet and a refused handshake is a failed call; then they are refused
 * with 503 while the open ones go on; at the deadline the application decides what becomes of those that are left, and
 * after its last words they are closed with 1001.
 *
 * <pre>{@code
 * acceptor.drain(DrainPlan.builder(Duration.ofMinutes(30))
 *         .acceptGrace(Duration.ofSeconds(10))
 *         .atDeadline(session -> session.playNow(goodbye, PlaybackOptions.defaults()))
 *         .build());
 * }</pre>
 *
 * <p>Immutable.
 */
public final class DrainPlan {
    private final Duration deadline;
    private final Duration acceptGrace;
    private final Duration lastWords;
    private final Duration reportEvery;
    private final Consumer<? super DrainReport> onReport;
    private final Consumer<? super StreamSession> atDeadline;

    private DrainPlan(Builder builder) {
        this.deadline = builder.deadline;
        this.acceptGrace = builder.acceptGrace;
        this.lastWords = builder.lastWords;
        this.reportEvery = builder.reportEvery;
        this.onReport = builder.onReport;
        this.atDeadline = builder.atDeadline;
    }

    /**
     * A plan with the defaults but for its deadline.
     *
     * @param deadline how long running calls may go on, the grace time included; not negative
     * @return the plan
     */
    public static DrainPlan of(Duration deadline) {
        Objects.requireNonNull(deadline, "deadline");
        return builder(deadline).build();
    }

    /**
     * Starts from the defaults.
     *
     * @param deadline how long running calls may go on, the grace time included; not negative
     * @return a builder
     * @throws IllegalArgumentException if it is negative
     */
    public static Builder builder(Duration deadline) {
        Objects.requireNonNull(deadline, "deadline");
        return new Builder(notNegative("deadline", deadline));
    }

    private static Duration notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + ", must not be negative");
        }
        return value;
    }

    /**
     * How long running calls may go on.
     *
     * @return from the beginning of the drain
     */
    public Duration deadline() {
        return deadline;
    }

    /**
     * How long streams are still let in.
     *
     * @return from the beginning of the drain
     */
    public Duration acceptGrace() {
        return acceptGrace;
    }

    /**
     * How long a call may go on after {@link #atDeadline} was told of it.
     *
     * @return from the deadline
     */
    public Duration lastWords() {
        return lastWords;
    }

    /**
     * How often it is told who is left.
     *
     * @return the time between two reports
     */
    public Duration reportEvery() {
        return reportEvery;
    }

    /**
     * Told who is left.
     *
     * @return the application's
     */
    public Consumer<? super DrainReport> onReport() {
        return onReport;
    }

    /**
     * Decides what becomes of a call that is left.
     *
     * @return the application's
     */
    public Consumer<? super StreamSession> atDeadline() {
        return atDeadline;
    }

    /** Collects a plan. One thread at a time. */
    public static final class Builder {
        private final Duration deadline;
        private Duration acceptGrace = Duration.ofSeconds(10);
        private Duration lastWords = Duration.ofSeconds(10);
        private Duration reportEvery = Duration.ofSeconds(10);
        private Consumer<? super DrainReport> onReport = report -> {};
        private Consumer<? super StreamSession> atDeadline = session -> {};

        private Builder(Duration deadline) {
            this.deadline = deadline;
        }

        /**
         * How long streams are still let in: as long as a load balancer takes to notice.
         *
         * @param grace 10 s unless set; zero where nothing routes to this node any more
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder acceptGrace(Duration grace) {
            Objects.requireNonNull(grace, "grace");
            this.acceptGrace = notNegative("acceptGrace", grace);
            return this;
        }

        /**
         * How long a call may go on after the deadline, for a goodbye or a transfer.
         *
         * @param time 10 s unless set
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder lastWords(Duration time) {
            Objects.requireNonNull(time, "time");
            this.lastWords = notNegative("lastWords", time);
            return this;
        }

        /**
         * Tells who is left.
         *
         * @param every 10 s unless set; positive
         * @param report called on the drain's own thread, must not block for long; exceptions are logged
         * @return this
         * @throws IllegalArgumentException if the time is not positive
         */
        public Builder report(Duration every, Consumer<? super DrainReport> report) {
            Objects.requireNonNull(every, "every");
            if (every.isZero() || every.isNegative()) {
                throw new IllegalArgumentException("every is " + every + ", must be positive");
            }
            this.reportEvery = every;
            this.onReport = Objects.requireNonNull(report, "report");
            return this;
        }

        /**
         * Decides what becomes of each stream that is left at the deadline: say goodbye, transfer the call, hang it up, or
         * start a stream towards another node. (What Telnyx does on a second {@code streaming_start} while one is open is
         * not documented: it may replace the stream, which then ends here as stopped, or refuse the command.) Nothing
         * unless set: the stream is closed after {@link #lastWords}.
         *
         * @param decision called for one session after the other on the drain's own thread, must not block for long;
         *     exceptions are logged
         * @return this
         */
        public Builder atDeadline(Consumer<? super StreamSession> decision) {
            this.atDeadline = Objects.requireNonNull(decision, "decision");
            return this;
        }

        /**
         * The plan.
         *
         * @return a new plan
         */
        public DrainPlan build() {
            return new DrainPlan(this);
        }
    }
}
