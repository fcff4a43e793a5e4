package io.github.telnyxstream.examples.simulation;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.telnyxstream.testkit.report.RunFigures;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a program took many calls.
 *
 * @param figures of the calls that were to come
 * @param lost of them, those that were over, or had lost their stream, before the caller hung up: how many, by what was the
 *     end of them
 * @param overload what became of those beyond
 * @param program what the soak cost the program
 * @param simulator what it cost this process
 * @param reason why a call was not answered, or empty
 */
record LoadResult(
        RunFigures figures,
        Map<String, Integer> lost,
        Overload overload,
        ProcessUse program,
        ProcessUse simulator,
        String reason) {

    /**
     * Calls beyond those that were to come.
     *
     * @param calls how many
     * @param answered how many were answered
     * @param refused how many the program ended or rejected
     */
    record Overload(int calls, int answered, int refused) {
        /** How many were left without either. */
        int waiting() {
            return calls - answered - refused;
        }
    }

    /** Whether nobody was lost or left waiting. */
    boolean isGood() {
        return figures.answered() == figures.calls() && lost.isEmpty() && overload.waiting() == 0;
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%d of %d calls were answered, %d of them were lost%n",
                figures.answered(),
                figures.calls(),
                lostCalls());
        lost.forEach((why, count) -> out.printf(Locale.ROOT, "  lost %d: %s%n", count, why));
        printFirstAudio(out);
        out.printf(
                Locale.ROOT,
                "webhooks answered after %.0f ms (median), %.0f ms (p95)%n",
                figures.webhookMillis().p50(),
                figures.webhookMillis().p95());
        printOverload(out);
        if (program.isKnown()) {
            out.printf(
                    Locale.ROOT,
                    "your program: %.1f %% of a core, %.2f %% a call; memory %+.1f MB%n",
                    program.percentOfCore(),
                    perCall(program),
                    program.grownMegabytes());
        }
        out.printf(
                Locale.ROOT,
                "the simulator itself: %.1f %% of a core, %.2f %% a call%n",
                simulator.percentOfCore(),
                perCall(simulator));
        if (!reason.isEmpty()) {
            out.println("Failed: " + reason);
        }
    }

    private void printFirstAudio(PrintStream out) {
        if (figures.firstAudioMillis().count() == 0) {
            out.println("nobody heard anything");
        } else {
            out.printf(
                    Locale.ROOT,
                    "first audio after %.0f ms (median), %.0f ms (p95); audio ran dry %d times%n",
                    figures.firstAudioMillis().p50(),
                    figures.firstAudioMillis().p95(),
                    figures.underruns());
        }
    }

    private void printOverload(PrintStream out) {
        if (overload.calls() > 0) {
            out.printf(
                    Locale.ROOT,
                    "overload: of %d more calls %d were answered, %d refused, %d left waiting%n",
                    overload.calls(),
                    overload.answered(),
                    overload.refused(),
                    overload.waiting());
        }
    }

    private int lostCalls() {
        return lost.values().stream().mapToInt(Integer::intValue).sum();
    }

    private double perCall(ProcessUse use) {
        return use.percentOfCore() / Math.max(1, figures.answered());
    }

    /** The figures for a program. */
    String json() {
        String all = figures.json();
        return all.substring(0, all.length() - 1)
                + String.format(
                        Locale.ROOT,
                        ",\"lost_calls\":%d,\"lost_reasons\":%s,\"overload\":{\"calls\":%d,\"answered\":%d,\"refused\":%d,\"waiting\":%d},"
                                + "\"program\":%s,\"simulator\":%s}",
                        lostCalls(),
                        reasons(),
                        overload.calls(),
                        overload.answered(),
                        overload.refused(),
                        overload.waiting(),
                        json(program),
                        json(simulator));
    }

    private String reasons() {
        return lost.entrySet().stream()
                .map(each -> TextNode.valueOf(each.getKey()) + ":" + each.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String json(ProcessUse use) {
        return use.isKnown()
                ? String.format(
                        Locale.ROOT,
                        "{\"percent_of_core\":%.2f,\"percent_of_core_per_call\":%.3f,\"grown_megabytes\":%.1f}",
                        use.percentOfCore(),
                        perCall(use),
                        use.grownMegabytes())
                : "null";
    }
}
