package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many calls for a minute against one server of ours, cold: nothing may be lost, late or left behind. */
final class RealCalls {
    private static final int SECONDS = 60;
    private static final int HEAP_AT_SECOND = 20;
    private static final int SAMPLES = 10;

    private RealCalls() {}

    /** By name: frames lost, underruns after the first second, drift in frames, growth of the heap, threads. */
    static Map<String, Double> measure(String server, int calls) throws IOException {
        EchoTarget.Running process = new EchoTarget.Running(server, "prompt");
        try (process;
                LoopClient client = new LoopClient(process.port, calls)) {
            List<Double> framesPerCall = new ArrayList<>();
            client.run(SECONDS * 1_000_000_000L, (second, inFlight) -> {
                framesPerCall.add(inFlight / (double) calls);
                if (second == 1) {
                    process.ask("underruns");
                } else if (second == HEAP_AT_SECOND) {
                    process.ask("heap");
                }
            });
            long underruns = process.answer();
            double heap = process.answer();
            for (String question : List.of("underruns", "lost", "heap", "threads")) {
                process.ask(question);
            }
            double underrunsSince = process.answer() - underruns;
            double lost = process.answer() + client.missing();
            return Map.of(
                    "underruns",
                    underrunsSince,
                    "lost",
                    lost,
                    "heap",
                    process.answer() / heap,
                    "threads",
                    (double) process.answer(),
                    "drift",
                    (double) Math.abs(driftFrames(framesPerCall)));
        }
    }

    /** How many frames a call has more under way in the last seconds than in the first ten after the first. */
    private static long driftFrames(List<Double> bySecond) {
        int last = bySecond.size();
        return Math.round(EchoRounds.median(bySecond.subList(last - SAMPLES, last))
                - EchoRounds.median(bySecond.subList(1, 1 + SAMPLES)));
    }
}
