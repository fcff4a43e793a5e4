package io.github.telnyxstream.agent;

import io.github.telnyxstream.stream.StreamClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an agent for each call. Calls share nothing but the clients of the services.
 *
 * <pre>{@code
 * VoiceAgents agents = VoiceAgents.builder(recognizer, responder, synthesizer)
 *         .lines(AgentLines.english("Hello, how can I help you?"))
 *         .build();
 * StreamAcceptor acceptor = StreamAcceptor.builder(agents).build();
 * }</pre>
 *
 * <p>The caller's audio should come with {@code InboundOptions} whose echo guard marks or mutes our own voice, where calls are
 * bridged. <b>Threads:</b> thread-safe, immutable.
 */
public final class VoiceAgents implements Supplier<VoiceAgent> {
    private static final AtomicLong THREADS = new AtomicLong();

    private final AgentRecipe recipe;

    private VoiceAgents(AgentRecipe recipe) {
        this.recipe = recipe;
    }

    /**
     * Begins with the three services.
     *
     * @param recognizer speech to text
     * @param responder text to text
     * @param synthesizer text to speech
     * @return a builder
     */
    public static Builder builder(SpeechRecognizer recognizer, Responder responder, SpeechSynthesizer synthesizer) {
        return new Builder(new ThreeServices(
                Objects.requireNonNull(recognizer, "recognizer"),
                Objects.requireNonNull(responder, "responder"),
                Objects.requireNonNull(synthesizer, "synthesizer")));
    }

    /**
     * Begins with one service that hears, thinks and speaks. It says the agent's own lines as well, as near to their words
     * as it can; a filler while it is late it cannot say.
     *
     * @param service speech to speech
     * @return a builder
     */
    public static Builder builder(SpeechToSpeech service) {
        return new Builder(new OneService(Objects.requireNonNull(service, "service"), null));
    }

    /**
     * Begins with one service that hears, thinks and speaks, and a voice beside it for the agent's own lines: these are said
     * to the letter, and also when the service is late or gone.
     *
     * @param service speech to speech
     * @param lines text to speech, for {@link AgentLines} and {@link AgentCall#say}
     * @return a builder
     */
    public static Builder builder(SpeechToSpeech service, SpeechSynthesizer lines) {
        return new Builder(
                new OneService(Objects.requireNonNull(service, "service"), Objects.requireNonNull(lines, "lines")));
    }

    /**
     * An agent for the next call.
     *
     * @return a new agent
     */
    @Override
    public VoiceAgent get() {
        return new VoiceAgent(recipe);
    }

    AgentRecipe recipe() {
        return recipe;
    }

    /** Collects what an agent is made of. One thread at a time. */
    public static final class Builder {
        private final Crew crew;
        private Supplier<? extends TurnDetector> turnDetectors =
                () -> TurnDetector.adaptive(Duration.ofMillis(400), Duration.ofMillis(1500));
        private BargeInPolicy bargeIn = BargeInPolicy.patient();
        private AgentLines lines = AgentLines.english(null);
        private boolean isGreetingProtected;
        private String language = "en-US";
        private AgentPatience patience = AgentPatience.telephone();
        private AgentLimits limits = AgentLimits.defaults();
        private List<AgentTool> tools = List.of();
        private @Nullable CallActions actions;
        private AgentObserver observer = AgentObserver.NONE;
        private StreamClock clock = StreamClock.system();
        private @Nullable Executor services;

        Builder(Crew crew) {
            this.crew = crew;
        }

        /**
         * Sets who tells when a turn is over.
         *
         * @param detectors makes one for each call
         * @return this
         */
        public Builder turnDetectors(Supplier<? extends TurnDetector> detectors) {
            this.turnDetectors = Objects.requireNonNull(detectors, "detectors");
            return this;
        }

        /**
         * Sets who decides what interrupts; {@link BargeInPolicy#patient} by default.
         *
         * @param policy decides
         * @return this
         */
        public Builder bargeIn(BargeInPolicy policy) {
            this.bargeIn = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets what the agent says by itself; without a greeting the responder speaks first.
         *
         * @param lines the lines
         * @return this
         */
        public Builder lines(AgentLines lines) {
            this.lines = Objects.requireNonNull(lines, "lines");
            return this;
        }

        /**
         * Lets the greeting be heard to its end, whatever the caller says.
         *
         * @param isProtected whether it is
         * @return this
         */
        public Builder protectGreeting(boolean isProtected) {
            this.isGreetingProtected = isProtected;
            return this;
        }

        /**
         * Sets the language of both sides; {@code en-US} by default.
         *
         * @param tag a BCP-47 tag
         * @return this
         */
        public Builder language(String tag) {
            this.language = Objects.requireNonNull(tag, "tag");
            return this;
        }

        /**
         * Sets how long is waited for what; {@link AgentPatience#telephone} by default.
         *
         * @param patience the times
         * @return this
         */
        public Builder patience(AgentPatience patience) {
            this.patience = Objects.requireNonNull(patience, "patience");
            return this;
        }

        /**
         * Sets what the agent may do at most.
         *
         * @param limits the limits
         * @return this
         */
        public Builder limits(AgentLimits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Gives the responder tools, beside those that it brings along; {@link CallTools} has those for the call itself.
         *
         * @param tools in the order in which the model sees them
         * @return this
         */
        public Builder tools(List<AgentTool> tools) {
            this.tools = List.copyOf(tools);
            return this;
        }

        /**
         * Sets how the agent hangs up, transfers and presses keys. Without it, it closes the stream at the end and can do
         * neither of the others.
         *
         * @param actions does it
         * @return this
         */
        public Builder actions(CallActions actions) {
            this.actions = Objects.requireNonNull(actions, "actions");
            return this;
        }

        /**
         * Sets who hears how agents do.
         *
         * @param observer hears it
         * @return this
         */
        public Builder observer(AgentObserver observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /**
         * Sets the clock: that of the acceptor.
         *
         * @param clock tells the time
         * @return this
         */
        public Builder clock(StreamClock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets where agents and their services run: threads that may be blocked, as many as there are calls times three.
         * Without it daemon threads are made as they are needed.
         *
         * @param executor for example one of virtual threads
         * @return this
         */
        public Builder executor(Executor executor) {
            this.services = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * The agents.
         *
         * @return what was collected
         * @throws IllegalArgumentException if two tools have the same name
         */
        public VoiceAgents build() {
            Executor threads = services == null ? Executors.newCachedThreadPool(Builder::thread) : services;
            return new VoiceAgents(new AgentRecipe(
                    crew,
                    turnDetectors,
                    bargeIn,
                    lines,
                    isGreetingProtected,
                    language,
                    patience,
                    limits,
                    allTools(),
                    actions,
                    observer,
                    clock,
                    clock.holding(threads)));
        }

        private List<AgentTool> allTools() {
            List<AgentTool> all =
                    Stream.concat(tools.stream(), crew.tools().stream()).toList();
            if (all.stream().map(AgentTool::name).distinct().count() != all.size()) {
                throw new IllegalArgumentException("two tools have the same name");
            }
            return all;
        }

        private static Thread thread(Runnable task) {
            Thread thread = new Thread(task, "telnyx-agent-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
