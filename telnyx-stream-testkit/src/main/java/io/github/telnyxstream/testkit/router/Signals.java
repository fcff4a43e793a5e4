package io.github.telnyxstream.testkit.router;

import java.io.IOException;

/** Lets a process stand still, its connections open, and go on. */
final class Signals {
    private Signals() {}

    static void freeze(Process process) throws IOException {
        send("STOP", process);
    }

    static void goOn(Process process) throws IOException {
        send("CONT", process);
    }

    private static void send(String name, Process process) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }
}
