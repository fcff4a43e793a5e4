package io.github.telnyxstream.agent;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.TranscriptionSettings;
import io.github.telnyxstream.callcontrol.webhook.CallAnswered;
import io.github.telnyxstream.callcontrol.webhook.CallDtmfReceived;
import io.github.telnyxstream.callcontrol.webhook.CallHangup;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Agents without a media stream: Telnyx transcribes the caller ({@code transcription_start}) and speaks the answers ({@code
 * speak}); only webhooks and commands pass. Everything else is as with {@link VoiceAgents}: responder, conversation, tools,
 * patience, limits.
 *
 * <pre>{@code
 * InCallAgents agents = InCallAgents.builder(telnyx, responder)
 *         .voice("AWS.Polly.Joanna-Neural")
 *         .agents(agent -> agent.lines(AgentLines.english("Hello, how can I help you?")))
 *         .build();
 * WebhookReceiver receiver = WebhookReceiver.create(verifier, agents);
 * }</pre>
 *
 * <p>It is slower than a stream: an interruption is known by its first words, and stopping takes a request. What Telnyx
 * speaks cannot be held and go on, so that only words that mean something interrupt. Between sentences there is the time of
 * one request.
 *
 * <p>Call control has to be on the path. <b>Threads:</b> thread-safe.
 */
@SuppressWarnings("exports") // call control is optional: whoever makes this class has it
public final class InCallAgents implements WebhookHandler {
    private static final int MOST_EXPECTED = 10_000;
    /** Telnyx ends a call after four hours unless told otherwise ({@code time_limit_secs}). */
    private static final Duration LONGEST_CALL = Duration.ofHours(4);

    private final InCallServices services;
    private final AgentRecipe recipe;
    private final ExpectedCalls expected;
    private final Map<String, InCall> calls = new ConcurrentHashMap<>();

    /** A call that has been answered and not ended. */
    private record InCall(SpeakLine line, CallLoop loop, Dialogue dialogue, long begunNanos) {}

    private InCallAgents(InCallServices services, AgentRecipe recipe) {
        this.services = services;
        CallActions actions = recipe.actions();
        this.recipe = actions == null ? recipe : recipe.withActions(new EndingActions(actions, this::over));
        this.expected = new ExpectedCalls(this.recipe.clock(), MOST_EXPECTED);
    }

    /**
     * Begins with what sends the commands and what thinks.
     *
     * @param telnyx the client; stays the application's to close
     * @param responder text to text
     * @return a builder
     */
    public static Builder builder(CallControl telnyx, Responder responder) {
        return new Builder(telnyx, responder);
    }

    /**
     * Lets an agent take a call that the application has dialled, as soon as it is answered. Incoming calls need not be told.
     * A call that nobody has answered within half an hour is forgotten, and so is the oldest of more than 10,000.
     *
     * @param callControlId the call, at the latest some seconds after its {@code call.answered}
     */
    public void expect(String callControlId) {
        if (expected.expect(Objects.requireNonNull(callControlId, "callControlId"))) {
            begin(callControlId);
        }
    }

    /**
     * Takes every webhook of the calls that agents are to answer, {@code call.initiated} too. An agent begins when an incoming
     * or {@linkplain #expect expected} call is answered, which is left to the application; legs that a transfer makes are
     * nobody's. Returns at once.
     *
     * @param event a genuine event, as {@code WebhookReceiver} hands it on
     */
    @Override
    public void onEvent(WebhookEvent event) {
        String id = event.details().callControlId();
        if (event instanceof CallInitiated call && call.direction().is(CallInitiated.Direction.INCOMING)) {
            expect(id);
        } else if (event instanceof CallAnswered) {
            if (expected.answer(id)) {
                begin(id);
            }
        } else {
            tell(id, event);
        }
    }

    private void tell(String id, WebhookEvent event) {
        if (event instanceof CallHangup) {
            expected.forget(id);
            over(id);
            return;
        }
        InCall call = calls.get(id);
        if (call == null) {
            return;
        }
        call.loop().execute(() -> {
            if (event instanceof CallDtmfReceived key) {
                key(call, key.digit());
            } else {
                call.line().take(event);
            }
        });
    }

    /** A call has ended, whoever it is known from: its webhook may be lost. */
    private void over(String id) {
        InCall call = calls.remove(id);
        if (call != null) {
            call.loop().execute(() -> {
                call.line().callEnded();
                // behind what the end of the sentences has to say
                call.loop().execute(call.dialogue()::close);
            });
        }
    }

    private static void key(InCall call, @Nullable String digit) {
        if (digit != null && !digit.isEmpty()) {
            call.dialogue().key(digit);
        }
    }

    /** The call is known before anything of it can run: its first command may tell that it is over. */
    private void begin(String callControlId) {
        forgetTheLost();
        CallLoop loop = new CallLoop(recipe.clock(), recipe.services());
        SpeakLine line = new SpeakLine(services, callControlId, recipe, loop, () -> over(callControlId));
        Dialogue dialogue = new Dialogue(line, recipe, loop);
        if (calls.putIfAbsent(callControlId, new InCall(line, loop, dialogue, loop.nanoTime())) == null) {
            loop.execute(dialogue::begin);
        }
    }

    /** Calls that were handed on, or could not be ended, and of whose end nobody has told: they are over by now. */
    private void forgetTheLost() {
        long now = recipe.clock().nanoTime();
        long longest = recipe.limits().maxCall().plus(LONGEST_CALL).toNanos();
        calls.forEach((id, call) -> {
            if (now - call.begunNanos() > longest) {
                over(id);
            }
        });
    }

    /**
     * A running call, for the application's own wishes: to say something, to hang up.
     *
     * @param callControlId the call
     * @return the call, or null when no agent is on it
     */
    public @Nullable AgentCall call(String callControlId) {
        InCall call = calls.get(callControlId);
        return call == null ? null : call.dialogue().call();
    }

    /** Collects what agents are made of. One thread at a time. */
    public static final class Builder {
        private final CallControl telnyx;
        private final Responder responder;
        private String voice = "AWS.Polly.Joanna-Neural";
        private @Nullable TranscriptionSettings transcription;
        private UnaryOperator<VoiceAgents.Builder> more = UnaryOperator.identity();

        private Builder(CallControl telnyx, Responder responder) {
            this.telnyx = Objects.requireNonNull(telnyx, "telnyx");
            this.responder = Objects.requireNonNull(responder, "responder");
        }

        /**
         * Sets the voice; {@code AWS.Polly.Joanna-Neural} by default.
         *
         * @param voice as the {@code speak} command names it
         * @return this
         */
        public Builder voice(String voice) {
            this.voice = Objects.requireNonNull(voice, "voice");
            return this;
        }

        /**
         * Sets how the caller is transcribed. By default Telnyx's own engine in the agent's language, which gives no partial
         * texts. An engine that gives them lets the agent be interrupted sooner. The caller's side only: {@code both} would
         * transcribe the agent to itself. The agent's language is not added: each engine names languages in its own way.
         *
         * @param settings engine, language and what the engine wants
         * @return this
         */
        public Builder transcription(TranscriptionSettings settings) {
            this.transcription = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Sets everything that agents have in common: lines, tools, limits, patience, language, observer. Turn detectors do
         * not matter, since there is no audio. Hanging up and transferring is done by the client, unless {@code actions} is
         * set here.
         *
         * @param settings changes the builder that it is given
         * @return this
         */
        public Builder agents(UnaryOperator<VoiceAgents.Builder> settings) {
            this.more = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * The agents.
         *
         * @return what was collected
         * @throws IllegalArgumentException if two tools have the same name
         */
        public InCallAgents build() {
            InCallServices services = new InCallServices(telnyx, voice, transcription, responder);
            VoiceAgents.Builder agents = new VoiceAgents.Builder(services).actions(new InCallActions(telnyx));
            return new InCallAgents(services, more.apply(agents).build().recipe());
        }
    }
}
