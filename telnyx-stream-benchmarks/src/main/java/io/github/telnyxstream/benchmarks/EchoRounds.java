package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what a server's processor does per echoed frame: ours and the bare library in turn, many times over. */
final class EchoRounds {
    private static final int CALLS = 200;
    private static final long WARM_UP_NANOS = 20_000_000_000L;
    private static final long ROUND_NANOS = 3_000_000_000L;
    private static final List<String> KINDS = List.of("bare", "prompt", "default");

    private EchoRounds() {}

    /** Median microseconds of processor time per frame, by kind. */
    static Map<String, Double> measure(String server, int rounds) throws IOException {
        Map<String, EchoTarget.Process> processes = new LinkedHashMap<>();
        Map<String, LoopClient> clients = new LinkedHashMap<>();
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        try {
            for (String kind : KINDS) {
                EchoTarget.Process process = new EchoTarget.Process(server, kind);
                processes.put(kind, process);
                LoopClient client = new LoopClient(process.port, CALLS);
                clients.put(kind, client);
                client.run(WARM_UP_NANOS);
                micros.put(kind, new ArrayList<>());
            }
            for (int round = 0; round < rounds; round++) {
                for (String kind : KINDS) {
                    EchoTarget.Process process = processes.get(kind);
                    LoopClient client = clients.get(kind);
                    if (process != null && client != null) {
                        micros.get(kind).add(microsPerFrame(process, client));
                    }
                }
            }
        } finally {
            for (LoopClient client : clients.values()) {
                client.close();
            }
            processes.values().forEach(EchoTarget.Process::close);
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        micros.forEach((kind, values) -> medians.put(kind, median(values)));
        return medians;
    }

    private static double microsPerFrame(EchoTarget.Process process, LoopClient client) throws IOException {
        long before = process.cpuNanos();
        long frames = client.run(ROUND_NANOS);
        long taken = process.cpuNanos() - before;
        long sent = CALLS * (ROUND_NANOS / 20_000_000);
        if (frames < sent * 0.99 || frames > sent * 1.01) {
            throw new IllegalStateException(frames + " frames came back of " + sent);
        }
        return taken / 1000.0 / frames;
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
