package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.hears;
import static io.github.telnyxstream.agent.StandInServices.speaks;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The log of an agent holds nothing of what was said, keyed or answered, also where services fail over it. */
@TelnyxTest(virtualTime = true)
class LogsTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    LogsTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    /** Keeps what an agent's loggers say, at any level, with all that was thrown. */
    private static final class Kept extends AppenderBase<ILoggingEvent> {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            String thrown =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getFormattedMessage() + thrown);
        }
    }

    @Test
    void holdNothingOfAConversation() throws Exception {
        Logger agents = (Logger) LoggerFactory.getLogger("io.github.telnyxstream.agent");
        Level level = agents.getLevel();
        Kept log = new Kept();
        log.setContext(agents.getLoggerContext());
        log.start();
        agents.addAppender(log);
        agents.setLevel(Level.TRACE);
        AgentTool broken = new AgentTool("look_up", "Looks it up.", AgentTool.NO_PARAMETERS, (call, arguments) -> {
            throw new IllegalStateException("no customer " + arguments);
        });
        Responder mind = (request, sink) -> {
            String asked = request.conversation().entries().toString();
            request.tools().call("look_up", "{\"number\":\"80461\"}").thenAccept(told -> {
                sink.text("Your number is 80461. ");
                throw new IllegalStateException("cannot answer " + asked);
            });
            if (asked.contains("80463#")) {
                throw new IllegalStateException("cannot answer " + asked);
            }
            sink.text("You have said 80462.");
            sink.done();
            return Responder.Reply.COMPLETE;
        };
        VoiceAgents.Builder made = VoiceAgents.builder(hears("My number is 80461."), mind, speaks())
                .lines(AgentLines.english("Hello."))
                .tools(List.of(broken));
        try (AgentOnACall agent = new AgentOnACall(telnyx, environment, clock, made, more -> more)) {
            telnyx.placeCall(Caller.builder()
                            .awaitHeard(LONG)
                            .speak(Voice.lasting(900))
                            .awaitHeard(LONG)
                            .press("80463#")
                            .awaitHeard(LONG)
                            .hangUp()
                            .build())
                    .awaitEnd(LONG);
            clock.settle();

            assertThat(agent.entries).anyMatch(entry -> entry.text().contains("80461"));
            assertThat(agent.entries).anyMatch(entry -> entry.text().contains("80463"));
            assertThat(agent.failures).isNotEmpty();
        } finally {
            agents.setLevel(level);
            agents.detachAppender(log);
        }
        assertThat(log.lines).isNotEmpty().noneMatch(line -> line.contains("8046"));
    }
}
