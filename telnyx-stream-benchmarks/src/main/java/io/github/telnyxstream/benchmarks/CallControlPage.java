package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes {@code docs/performance-call-control.md} from results. */
final class CallControlPage {
    private static final String HAND = "OkHttp and Jackson by hand";
    private static final String BARE = "signature check and Jackson alone";

    /** What each task is compared with, and the most that the ratio may be. */
    private static final Map<String, Aim> AIMS = aims();

    private record Aim(String beside, double most) {}

    private CallControlPage() {}

    private static Map<String, Aim> aims() {
        Map<String, Aim> aims = new LinkedHashMap<>();
        aims.put(CallControlResults.FIRST, new Aim(HAND, 1.3));
        aims.put(CallControlResults.WARM, new Aim(HAND, 1.15));
        aims.put(CallControlResults.WEBHOOK_JDK, new Aim(BARE, 1.05));
        aims.put(CallControlResults.WEBHOOK_BOUNCY_CASTLE, new Aim(BARE, 1.05));
        return aims;
    }

    static void write(List<CallControlResults> runs, Path file) throws IOException {
        Files.writeString(file, """
                # Performance of call control

                Written by `telnyx-stream-benchmarks` from its own output; do not edit. To measure again, on a quiet machine and
                once per JDK: `mvn -B -ntp -Pperformance-callcontrol -pl telnyx-stream-benchmarks -am -DskipTests verify`.

                %s

                Medians; the two sides of a row in turn in one process, except for the first command, where each figure is a
                process of its own. The ratios count, the microseconds differ from machine to machine. The API is a server on
                the loopback interface in the same process, which is the hardest case for a ratio: a real answer takes a hundred
                times longer.

                | what | beside | aim%s |
                | --- | --- | ---%s |
                %s
                With another security provider (`WebhookVerifier.builder().provider(…)`) a webhook takes %s the time it takes with
                the JDK's own Ed25519.
                """.formatted(
                        joined(runs, "\n", run -> run.run().line()),
                        joined(runs, "", run -> " | " + run.run().column()),
                        " | ---".repeat(runs.size()),
                        rows(runs),
                        joined(
                                runs,
                                ", ",
                                run -> times(run.row(CallControlResults.WEBHOOK_BOUNCY_CASTLE)
                                                        .oursMicros()
                                                / run.row(CallControlResults.WEBHOOK_JDK)
                                                        .oursMicros())
                                        + " (" + run.run().column() + ")")));
    }

    private static String rows(List<CallControlResults> runs) {
        StringBuilder rows = new StringBuilder();
        AIMS.forEach((task, aim) -> rows.append("| ")
                .append(task)
                .append(" | ")
                .append(aim.beside())
                .append(" | at most ")
                .append(times(aim.most()))
                .append(joined(runs, "", run -> " | " + cell(run.row(task), aim)))
                .append(" |\n"));
        return rows.toString();
    }

    private static String cell(SideBySide pair, Aim aim) {
        return String.format(
                Locale.ROOT,
                "%,.0f µs : %,.0f µs = %s %s",
                pair.oursMicros(),
                pair.baseMicros(),
                times(pair.ratio()),
                isMet(pair, aim) ? "met" : "**not met**");
    }

    static List<String> missed(CallControlResults results) {
        List<String> missed = new ArrayList<>();
        AIMS.forEach((task, aim) -> {
            if (!isMet(results.row(task), aim)) {
                missed.add(task);
            }
        });
        return missed;
    }

    private static boolean isMet(SideBySide pair, Aim aim) {
        return pair.ratio() <= aim.most();
    }

    private static String times(double ratio) {
        return PerformancePage.number(ratio) + " ×";
    }

    private static String joined(
            List<CallControlResults> runs, String between, Function<CallControlResults, String> text) {
        return runs.stream().map(text).collect(Collectors.joining(between));
    }
}
