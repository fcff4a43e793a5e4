package io.github.telnyxstream.testkit.report;

import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One page about the calls of a run: what happened when, who spoke when, what it sounded like, and what a person should
 * look at. The page is one HTML file that loads nothing; the audio of the first calls is inside. It holds what was said in the
 * calls, so treat it like a recording; keys and tokens are not in it, and phone numbers only by their last two digits.
 *
 * <pre>{@code
 * RunReport.of(telnyx.calls()).write(Path.of("out"));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class RunReport {
    /** A page with the audio of more calls opens slowly. */
    private static final int CALLS_WITH_AUDIO = 12;

    /** A page with the pictures of more calls helps nobody. */
    private static final int CALLS_IN_DETAIL = 50;

    private final List<SimulatedCall> calls;

    private RunReport(List<SimulatedCall> calls) {
        this.calls = List.copyOf(calls);
    }

    /**
     * A report.
     *
     * @param calls usually {@code telnyx.calls()}, when they are over
     * @return the report
     */
    public static RunReport of(List<SimulatedCall> calls) {
        return new RunReport(calls);
    }

    /**
     * Writes the page.
     *
     * @param folder made if it is not there
     * @return the file, {@code report.html} in the folder
     * @throws IOException if it cannot be written
     */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("report.html");
        Files.writeString(file, html(), StandardCharsets.UTF_8);
        return file;
    }

    /**
     * The page.
     *
     * @return HTML
     */
    public String html() {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>Simulated calls</title><style>")
                .append(Style.CSS)
                .append("</style></head><body><main><h1>")
                .append(calls.size() == 1 ? "One simulated call" : calls.size() + " simulated calls")
                .append("</h1>");
        if (calls.size() > 1) {
            page.append(RunFigures.of(calls).html());
        }
        for (int i = 0; i < Math.min(calls.size(), CALLS_IN_DETAIL); i++) {
            page.append(new CallSection(calls.get(i), i + 1, i < CALLS_WITH_AUDIO).html());
        }
        if (calls.size() > CALLS_IN_DETAIL) {
            page.append("<p>The other ")
                    .append(calls.size() - CALLS_IN_DETAIL)
                    .append(" calls are only in the figures above.</p>");
        }
        return page.append("</main></body></html>\n").toString();
    }

    @Override
    public String toString() {
        return "RunReport[" + calls.size() + " calls]";
    }
}
