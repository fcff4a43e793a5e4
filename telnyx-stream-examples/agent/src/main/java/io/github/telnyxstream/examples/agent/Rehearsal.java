package io.github.telnyxstream.examples.agent;

import io.github.telnyxstream.agent.AgentLimits;
import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.CallControlActions;
import io.github.telnyxstream.agent.CallTools;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.agent.sphinx.SphinxRecognizer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A conversation with nobody: a synthetic caller, a simulated Telnyx, and the agent with speech services that need no network. */
final class Rehearsal implements AutoCloseable {
    static final String KEY = "KEYrehearsal";
    private static final String PERSON = "+15550100009";
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration BEFORE_INTERRUPTION = Duration.ofMillis(4500);
    /**
     * Longer than the rest of an answer, shorter than the 8 s that the agent is patient with somebody who says nothing: what is heard
     * next is its question whether anybody is there.
     */
    private static final Duration ANSWERED = Duration.ofSeconds(5);

    private final SphinxRecognizer ear;
    private final Voices voices;

    /** Loads the models, which takes some ten seconds. */
    Rehearsal() throws IOException {
        // on the agent's own threads, for which a clock that makes its own time waits
        this(Voices.start(Runnable::run));
    }

    /** With voices of the test's choice. */
    Rehearsal(Voices voices) throws IOException {
        this.voices = voices;
        ear = SphinxRecognizer.phrases(FrontDesk.phrases()).build();
    }

    /** Three turns, an interruption, keys, and a silence. */
    Caller caller() throws IOException {
        OfflineVoice speaker = voices.caller();
        return Caller.builder()
                .awaitHeard(LONG)
                .speak(speaker.onTheTelephone("What are your opening hours?"))
                .interruptAfter(BEFORE_INTERRUPTION, LONG)
                .speak(speaker.onTheTelephone("I want to leave a message."))
                .awaitHeard(LONG)
                .press("5550123#")
                .awaitHeard(LONG)
                .pause(ANSWERED)
                .awaitHeard(LONG)
                .speak(speaker.onTheTelephone("No thank you, goodbye."))
                .build();
    }

    /**
     * Holds it, in the time of a clock that the simulator moves.
     *
     * @param files take down what is said
     * @param begun told the call when it begins
     * @return the call, over
     */
    SimulatedCall hold(TelnyxSimulator telnyx, StreamClock clock, CallFiles files, Consumer<SimulatedCall> begun)
            throws IOException, InterruptedException {
        try (CallControl calls = CallControl.builder(KEY)
                        .baseUrl(telnyx.baseUrl().toString())
                        .build();
                PhoneLine line = line(telnyx, calls, clock, files)) {
            telnyx.webhookUrl(URI.create("http://127.0.0.1:" + line.port() + "/webhook"));
            // sockets take real time
            telnyx.streamsTo(line.streams());
            SimulatedCall call = telnyx.placeCall(caller());
            begun.accept(call);
            if (call.awaitEnd(Duration.ofMinutes(5)).isEmpty()) {
                throw new IOException("the conversation did not come to its end");
            }
            line.streams().drain(Duration.ofSeconds(30));
            files.save();
            return call;
        }
    }

    private PhoneLine line(TelnyxSimulator telnyx, CallControl calls, StreamClock clock, CallFiles files)
            throws IOException {
        VoiceAgents agents = VoiceAgents.builder(ear, new FrontDesk(PERSON), voices.agent())
                .lines(AgentLines.english(FrontDesk.GREETING))
                .actions(new CallControlActions(calls))
                .tools(List.of(CallTools.hangUp(), CallTools.transfer()))
                .limits(AgentLimits.defaults().transferTo(PERSON, Set.of()))
                .observer(files)
                .clock(clock)
                .build();
        return new PhoneLine(
                new PhoneLine.Address(0, null), calls, telnyx.publicKey(), () -> files.recorded(agents.get()), clock);
    }

    @Override
    public void close() {
        ear.close();
    }
}
