package io.github.telnyxstream.testkit.router;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server of somebody else's, such as a message broker, as a child process on a free loopback port. It is killed and
 * started again as a test needs it, always on the same port.
 *
 * <p><b>Threads:</b> one at a time.
 */
public final class EngineProcess implements AutoCloseable {
    private static final long LOOK_NANOS = 20_000_000;

    private final List<String> command;
    private final int port;
    private final Path folder;
    private final Path output;
    private @Nullable Process process;

    private EngineProcess(List<String> command, int port, Path folder) {
        this.command = command;
        this.port = port;
        this.folder = folder;
        this.output = folder.resolve("engine-" + port + ".log");
    }

    /**
     * Where a program is.
     *
     * @param name its name, for example {@code nats-server}
     * @return its file, or empty when it is not installed here: not on the path and not where Debian has its servers
     */
    public static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @param folder where its output goes, and where it runs
     * @param command the program and its arguments, in which {@code {port}} stands for the port
     * @return the running server
     * @throws IOException if it cannot be started, or ends before it listens
     */
    public static EngineProcess start(Path folder, String... command) throws IOException {
        return start(
                folder,
                port -> Stream.of(command)
                        .map(word -> word.replace("{port}", Integer.toString(port)))
                        .toList());
    }

    /**
     * Starts a server whose port stands in a file, and waits until it listens.
     *
     * @param folder where its output goes, and where it runs
     * @param command writes the file for a port, and says the program and its arguments
     * @return the running server
     * @throws IOException if it cannot be started, or ends before it listens
     */
    public static EngineProcess start(Path folder, PortCommand command) throws IOException {
        int port = freePort();
        EngineProcess engine = new EngineProcess(command.of(port), port, folder);
        engine.startAgain();
        return engine;
    }

    /** A program and its arguments, made for a port. */
    @FunctionalInterface
    public interface PortCommand {
        /**
         * Makes it.
         *
         * @param port where the server has to listen on the loopback address
         * @return the program and its arguments
         * @throws IOException if a file that it needs cannot be written
         */
        List<String> of(int port) throws IOException;
    }

    /**
     * A port of the loopback address that nobody listens on now.
     *
     * @return the port
     * @throws IOException if there is none
     */
    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /**
     * Where it listens.
     *
     * @return the port on the loopback address
     */
    public int port() {
        return port;
    }

    /** Kills it, without a chance to say goodbye. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /**
     * Lets it stand still, its connections open (SIGSTOP).
     *
     * @throws IOException if the system has no such signal
     */
    public void freeze() throws IOException {
        Signals.freeze(running());
    }

    /**
     * Lets it go on (SIGCONT).
     *
     * @throws IOException if the system has no such signal
     */
    public void goOn() throws IOException {
        Signals.goOn(running());
    }

    private Process running() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("it was not started");
        }
        return running;
    }

    /**
     * Starts it on the same port and waits until it listens.
     *
     * @throws IOException if it cannot be started, or ends before it listens
     */
    public void startAgain() throws IOException {
        Process started = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        process = started;
        while (!isListening()) {
            if (!started.isAlive()) {
                throw new IOException(command.get(0) + " ended: " + Files.readString(output));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
