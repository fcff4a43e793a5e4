package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.examples.answeringmachine.AnsweringMachine;
import io.github.telnyxstream.examples.answeringmachine.Configuration;
import io.github.telnyxstream.examples.answeringmachine.ConfigurationException;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One whole call in real time: a simulated Telnyx on one side, the answering machine on the other, sockets between. */
final class Simulation {
    private static final int RATE_HZ = 8000;
    /** Greeting, thanks, and a slow machine. */
    private static final Duration BESIDES_SPEAKING = Duration.ofMinutes(3);

    private static final Duration PAUSE_BEFORE_KEY = Duration.ofMillis(300);

    private final PrintStream out;
    private final boolean terminal;

    Simulation(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Makes the configuration that fits the simulator: its key, its address, any free port. */
    interface Setup {
        Configuration forTelnyx(String apiKey, String publicKey, String baseUrl) throws ConfigurationException;
    }

    /**
     * Plays the call.
     *
     * @return whether a message was saved
     */
    boolean run(short[] speech, Setup setup) throws IOException, InterruptedException, ConfigurationException {
        Duration speaking = Duration.ofMillis(speech.length * 1000L / RATE_HZ);
        Console console = new Console(out, terminal, speaking.plus(PAUSE_BEFORE_KEY));
        String apiKey = "KEYsimulation";
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder()
                .apiKey(apiKey)
                .observer(console::event)
                .start()) {
            Configuration configuration =
                    setup.forTelnyx(apiKey, telnyx.publicKey(), telnyx.baseUrl().toString());
            Set<Path> before = messages(configuration.messages());
            try (AnsweringMachine machine =
                    AnsweringMachine.start(configuration, store -> new WatchedStore(store, console))) {
                telnyx.webhookUrl(URI.create("http://127.0.0.1:" + machine.port() + "/webhook"));
                SimulatedCall call = telnyx.placeCall(caller(speech));
                if (call.awaitEnd(limit(speech)).isEmpty()) {
                    out.println("The call did not end in time.");
                }
                machine.stop(Duration.ofSeconds(10));
            }
            return report(before, messages(configuration.messages()));
        }
    }

    static Duration limit(short[] speech) {
        return Duration.ofMillis(speech.length * 1000L / RATE_HZ).plus(BESIDES_SPEAKING);
    }

    static Caller caller(short[] speech) {
        return Caller.builder()
                .awaitBeep(Duration.ofSeconds(150))
                .speak(speech)
                .pause(PAUSE_BEFORE_KEY)
                .press("#")
                .build();
    }

    private boolean report(Set<Path> before, Set<Path> after) {
        List<Path> saved = after.stream().filter(file -> !before.contains(file)).toList();
        if (saved.isEmpty()) {
            out.println("No message was saved.");
            return false;
        }
        saved.forEach(
                file -> out.println("Message saved: " + file.toAbsolutePath().normalize()));
        out.flush();
        return true;
    }

    private static Set<Path> messages(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.endsWith(".wav") && !name.startsWith(".");
                    })
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
