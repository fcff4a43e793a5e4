package io.github.telnyxstream.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/** In a terminal the phone rings when a person says so, who has to start a program with the key first. */
@Isolated("standard input is replaced")
class PressEnterIT {

    @Test
    void ringsWhenAPersonPressesEnter() throws Exception {
        AtomicInteger rung = new AtomicInteger();
        HttpServer program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/", exchange -> {
            rung.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        program.start();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(told, true, StandardCharsets.UTF_8), false, true);
        InputStream usual = System.in;
        try (PipedOutputStream person = new PipedOutputStream();
                PipedInputStream keyboard = new PipedInputStream(person)) {
            System.setIn(keyboard);
            CompletableFuture<Integer> exit =
                    CompletableFuture.supplyAsync(() -> new CommandLine(new SimulateCommand(terminal))
                            .execute(
                                    "--webhook",
                                    "http://127.0.0.1:" + program.getAddress().getPort() + "/webhook"));
            Eventually.until(() -> told.toString(StandardCharsets.UTF_8).contains("press Enter: the phone rings"));
            assertThat(told.toString(StandardCharsets.UTF_8)).contains("TELNYX_PUBLIC_KEY=");
            assertThat(rung).hasValue(0);
            person.write('\n');
            person.flush();
            Eventually.until(exit::isDone);

            assertThat(rung).hasPositiveValue();
        } finally {
            System.setIn(usual);
            program.stop(0);
        }
    }
}
