package io.github.telnyxstream.benchmarks.attack;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints what a call hears beside each attack, on each server, as a table. The rows without an attack, in front and at the
 * end, tell what this machine does by itself. Everything runs in one process on the loopback address and is bounded.
 */
public final class UnderAttack {
    private static final int FRAMES = 500;
    private static final long HEAD_START_NANOS = 500_000_000;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private UnderAttack() {}

    /**
     * Runs the attacks on all servers.
     *
     * @param args how many frames the call says, 500 unless told; then the names of the attacks ({@code WAVES}), all unless
     *     told
     * @throws Exception if a server cannot be started
     */
    public static void main(String[] args) throws Exception {
        int frames = args.length == 0 ? FRAMES : Integer.parseInt(args[0]);
        List<Attack> attacks = args.length < 2
                ? List.of(Attack.values())
                : Arrays.stream(args).skip(1).map(Attack::valueOf).toList();
        OUT.printf(
                Locale.ROOT,
                "JDK %s, %d processors, %d frames said%n%n",
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                frames);
        OUT.println("| server | beside the call | frames that came back | longest gap | then a new call |");
        OUT.println("| --- | --- | ---: | ---: | ---: |");
        for (Victim.Kind kind : Victim.Kind.values()) {
            for (Attack attack : attacks) {
                measure(kind, attack, frames);
            }
            measure(kind, Attack.NONE, frames);
        }
        System.exit(0);
    }

    private static void measure(Victim.Kind kind, Attack attack, int frames) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger connections = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        try (Victim victim = new Victim(kind)) {
            HttpClient client = HttpClient.newHttpClient();
            // nobody's first call
            EchoCaller.call(client, victim.port(), 20);
            attack.numbers().forEach(number -> {
                Thread thread =
                        new Thread(() -> attack(attack, number, victim.port(), over, connections), "peer-" + number);
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            });
            LockSupport.parkNanos(HEAD_START_NANOS);
            EchoCaller.Outcome beside = EchoCaller.call(client, victim.port(), frames);
            EchoCaller.Outcome then = EchoCaller.call(client, victim.port(), 50);
            over.set(true);
            OUT.printf(
                    Locale.ROOT,
                    "| %s | %s%s | %d | %d ms | %d of %d |%n",
                    kind.words(),
                    attack.words(),
                    connections.get() > 0 ? ", " + connections.get() + " connections" : "",
                    beside.heard(),
                    beside.longestGapMillis(),
                    then.heard(),
                    then.said());
        }
        for (Thread thread : threads) {
            thread.join(30_000);
        }
    }

    private static void attack(Attack attack, int number, int port, AtomicBoolean over, AtomicInteger connections) {
        while (!over.get()) {
            try (Peer peer = new Peer(port, over)) {
                connections.incrementAndGet();
                attack.goOn(peer, number);
            } catch (IOException cutOff) {
                // as it should be; the next one follows
                LockSupport.parkNanos(50_000_000);
            }
        }
    }
}
