package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What the page says of 10,000 calls follows from what it says was measured. */
class ScalePageTest {
    private static final Pattern ROW = Pattern.compile("^\\| ([^|]+) \\| ([0-9.]+) \\|", Pattern.MULTILINE);

    private final Map<String, Double> figures = new HashMap<>();

    ScalePageTest() throws IOException {
        for (MatchResult row : ROW.matcher(Files.readString(Path.of("../docs/scale.md")))
                .results()
                .toList()) {
            figures.put(row.group(1), Double.valueOf(row.group(2)));
        }
    }

    private double figure(String name) {
        assertThat(figures).containsKey(name);
        return figures.get(name);
    }

    private void follows(String name, double value) {
        assertThat(figure(name)).as(name).isCloseTo(value, Percentage.withPercentage(4));
    }

    private double gigabits(String message) {
        return figure("calls at once")
                * figure("messages a second, each way")
                * (figure(message) + figure("TLS, TCP and IP of a message"))
                * 8
                / 1e9;
    }

    @Test
    void countsUpFromWhatWasMeasured() {
        double calls = figure("calls at once");
        double rate = calls / figure("length of a call");
        follows("cores for the calls", calls * figure("processor time of a call") / 100);
        follows("memory for the calls", calls * figure("memory of a call") / 1024 / 1024);
        follows("from Telnyx", gigabits("a message from Telnyx, PCMU"));
        follows("to Telnyx", gigabits("a message to Telnyx, PCMU"));
        follows("packets, both ways", 2 * calls * figure("messages a second, each way"));
        follows("new calls", rate);
        follows("webhooks", rate * figure("webhooks of a call"));
        follows("cores for webhooks", figure("webhooks") * figure("processor time of a webhook") / 1000);
        follows("commands", rate * figure("commands of a call"));
        follows("cores for commands", figure("commands") * figure("processor time of a command") / 1000);
        follows("router messages", rate * figure("router messages of a call"));
        follows("router subscriptions", calls * figure("router subscriptions of a call"));
        follows("webhooks remembered", figure("webhooks") * figure("webhooks are remembered for"));
        follows("ended calls remembered", rate * figure("ended calls are remembered for"));
    }

    @Test
    void saysWhatCallControlWasMeasuredToTake() throws IOException {
        String page = Files.readString(Path.of("../docs/performance-call-control.md"));
        assertThat(page)
                .contains("webhook checked and read, JDK")
                .contains(Math.round(figure("processor time of a webhook") * 1000) + " µs")
                .contains(Math.round(figure("processor time of a command") * 1000) + " µs");
    }
}
