package io.github.telnyxstream.server;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.net.URI;
import java.time.Duration;

/** A call whose audio goes to the server and comes back. */
final class RunningCall implements AutoCloseable {
    static final String API_KEY = "KEYserver";

    private static final Duration LOOK = Duration.ofMillis(500);

    final SimulatedCall call;
    private Duration said = Duration.ZERO;

    RunningCall(TelnyxSimulator telnyx, StreamServer server) {
        telnyx.webhookUrl(URI.create("http://127.0.0.1:" + server.port() + "/webhook"));
        telnyx.whenDialed(Caller.builder().answersAfter(Duration.ZERO).build());
        StreamSettings stream = StreamSettings.of("ws://127.0.0.1:" + server.port() + "/media/token");
        try (CallControl calls = CallControl.builder(API_KEY)
                .baseUrl(telnyx.baseUrl().toString())
                .build()) {
            calls.dial(DialCommand.builder("1", "+15550100007", "+15550100002").stream(stream)
                    .build());
        }
        call = telnyx.calls().get(telnyx.calls().size() - 1);
        Eventually.until(() -> call.await(Kind.STREAM_STARTED, LOOK));
    }

    void speak(Duration length) {
        said = said.plus(length);
        call.speak(Murmur.lasting((int) length.toMillis()));
    }

    /** Waits until what was said has come back; half of a murmur is loud enough to be heard. */
    void awaitEcho() {
        Eventually.until(() -> call.sound().audible().multipliedBy(2).compareTo(said) >= 0);
    }

    @Override
    public void close() {
        call.hangUp();
        Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
    }
}
