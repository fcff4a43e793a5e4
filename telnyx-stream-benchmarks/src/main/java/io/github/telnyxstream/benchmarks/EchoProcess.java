package io.github.telnyxstream.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A process with one server that sends back what it hears, as the contract suite of an adapter starts it, or as it is without
 * us. It writes its port and its name, and for each line that it reads the nanoseconds of processor time that it has taken, or, for
 * the line {@value #COMPILED}, the milliseconds that the compilers have.
 */
public final class EchoProcess {
    static final String COMPILED = "compiled";

    private EchoProcess() {}

    private static final class Echo implements StreamListener.NonBlocking {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    /**
     * Serves until its input ends.
     *
     * @param arguments the class that starts the server, from the tests of an adapter
     * @throws Exception if the server cannot be had
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // what is logged is no answer
        // calls say nothing while it is another process's turn, and the client answers no ping
        StreamAcceptor acceptor = StreamAcceptor.builder(Echo::new)
                .options(AcceptorOptions.builder()
                        .maxSessions(2000)
                        .silentPeerTimeout(Duration.ZERO)
                        .sendTimeout(Duration.ofMinutes(1))
                        .build())
                .build();
        Constructor<?> server = Class.forName(arguments[0]).getDeclaredConstructor();
        server.setAccessible(true);
        AdapterUnderTest adapter = (AdapterUnderTest) server.newInstance();
        int port = adapter.serve(acceptor).port();
        answers.println(port + " " + adapter.server());
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String asked = questions.readLine(); asked != null; asked = questions.readLine()) {
            answers.println(
                    asked.equals(COMPILED)
                            ? ManagementFactory.getCompilationMXBean().getTotalCompilationTime()
                            : system.getProcessCpuTime());
        }
        System.exit(0);
    }
}
