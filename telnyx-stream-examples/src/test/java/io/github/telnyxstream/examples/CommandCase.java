package io.github.telnyxstream.examples;

import io.github.telnyxstream.examples.answeringmachine.AnsweringMachine;
import io.github.telnyxstream.examples.answeringmachine.Configuration;
import io.github.telnyxstream.examples.answeringmachine.Greeting;
import io.github.telnyxstream.examples.answeringmachine.Mode;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs a command as a shell would, and knows what it told. */
abstract class CommandCase {
    static final String KEY = "KEYsimulator";

    @TempDir
    Path folder;

    /** What the command that has ended last told, on both outputs. */
    String told = "";

    private final ByteArrayOutputStream telling = new ByteArrayOutputStream();

    int run(String... arguments) {
        StringWriter err = new StringWriter();
        telling.reset();
        try {
            CommandLine commandLine =
                    Main.commandLine(Map.of(), new PrintStream(telling, true, StandardCharsets.UTF_8));
            commandLine.setErr(new PrintWriter(err, true));
            return commandLine.execute(arguments);
        } finally {
            told = tellsSoFar() + err;
        }
    }

    /** What a command that goes on tells on its standard output. */
    String tellsSoFar() {
        return telling.toString(StandardCharsets.UTF_8);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The key that every run of the commands signs with. */
    static String publicKey() throws IOException {
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder().keySeed(1).start()) {
            return telnyx.publicKey();
        }
    }

    AnsweringMachine machine(int api) throws Exception {
        return machine(api, Configuration.USUAL_MAX_CALLS);
    }

    AnsweringMachine machine(int api, int maxCalls) throws Exception {
        return machine(api, KEY, Mode.STREAM, maxCalls);
    }

    AnsweringMachine machine(int api, String key, Mode mode, int maxCalls) throws Exception {
        Configuration configuration = new Configuration(
                key,
                publicKey(),
                "http://127.0.0.1:" + api + "/v2",
                0,
                null,
                folder.resolve("messages"),
                Greeting.bundled(),
                Duration.ofMinutes(30),
                Duration.ofSeconds(30),
                mode,
                maxCalls);
        return AnsweringMachine.start(configuration, store -> store);
    }

    static String webhook(AnsweringMachine machine) {
        return "http://127.0.0.1:" + machine.port() + "/webhook";
    }
}
