package io.github.telnyxstream.testkit.router;

import io.github.telnyxstream.stream.router.MessageBus;
import io.github.telnyxstream.stream.router.Ownership;
import io.github.telnyxstream.stream.router.StreamRouter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A node in a process of its own, so that it can be killed and frozen: it owns one key and answers each command with how
 * many it has handled.
 */
public final class OwnerProgram implements AutoCloseable {
    private static final String OWNS = "owns the key";
    private static final long LOOK_NANOS = 10_000_000;

    private final Process process;

    private OwnerProgram(Process process) {
        this.process = process;
    }

    /**
     * The program: for the {@code main} of a test class that knows how to connect.
     *
     * @param bus the node's connection
     * @param key what it owns
     */
    public static void own(MessageBus bus, String key) {
        AtomicInteger handled = new AtomicInteger();
        StreamRouter router = StreamRouter.over(bus);
        Ownership ownership = router.own(
                key,
                command -> CompletableFuture.completedFuture(
                        Integer.toString(handled.incrementAndGet()).getBytes(StandardCharsets.UTF_8)));
        while (!ownership.isHeld()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        tell();
        LockSupport.park();
    }

    @SuppressWarnings("SystemOut") // it is how a child process speaks to its parent
    private static void tell() {
        System.out.println(OWNS);
        System.out.flush();
    }

    /**
     * Starts a class with the class path of this JVM and waits until it owns its key.
     *
     * @param main a class whose {@code main} calls {@link #own}
     * @param arguments of its {@code main}
     * @return the running program
     * @throws IOException if it ends before it owns anything
     */
    public static OwnerProgram start(Class<?> main, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(OWNS)) {
                return new OwnerProgram(process);
            }
            said.append(line).append('\n');
        }
        throw new IOException("the owner ended: " + said);
    }

    /** Kills it, without a chance to say goodbye (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /**
     * Lets it stand still, its connections open (SIGSTOP).
     *
     * @throws IOException if the system has no such signal
     */
    public void freeze() throws IOException {
        Signals.freeze(process);
    }

    /**
     * Lets it go on (SIGCONT).
     *
     * @throws IOException if the system has no such signal
     */
    public void goOn() throws IOException {
        Signals.goOn(process);
    }

    @Override
    public void close() {
        kill();
    }
}
