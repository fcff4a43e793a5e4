package io.github.telnyxstream.testkit.report;

import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.observation.SentWebhook;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a person should know about a call, in sentences. */
final class Findings {
    private static final Duration IN_TIME = Duration.ofSeconds(2);
    private static final Duration QUICK = Duration.ofMillis(500);
    private static final int AHEAD_MILLIS = 1000;

    /** A sentence, and whether it is bad news. */
    record Finding(String text, boolean isBad) {}

    private final List<Finding> all = new ArrayList<>();

    private Findings() {}

    static String parties(SimulatedCall call) {
        return call.toString().replaceFirst("^SimulatedCall\\[", "").replaceFirst("]$", "");
    }

    static List<Finding> of(SimulatedCall call) {
        Findings findings = new Findings();
        List<SimulatorEvent> events = call.events();
        findings.life(events);
        findings.webhooks(call);
        findings.audio(call);
        for (SimulatorEvent event : events) {
            switch (event.kind()) {
                case STREAM_FAILED -> findings.bad("The media stream could not be opened: " + event.text() + ".");
                case STREAM_BROKEN -> findings.bad("The media stream broke; it " + event.text() + ".");
                case CALLER_GAVE_UP -> findings.bad("The caller " + event.text() + " and hung up.");
                default -> {}
            }
        }
        Set<String> violations = new LinkedHashSet<>();
        events.stream().filter(event -> event.kind() == Kind.VIOLATION).forEach(event -> violations.add(event.text()));
        violations.forEach(text -> findings.bad("Telnyx does not allow: " + text + "."));
        events.stream()
                .filter(event -> event.kind() == Kind.MISUSE)
                .map(event -> "The application: " + event.text() + ".")
                .distinct()
                .forEach(findings::bad);
        return findings.all;
    }

    private void life(List<SimulatorEvent> events) {
        boolean answered = events.stream().anyMatch(event -> event.kind() == Kind.CALL_ANSWERED);
        events.stream()
                .filter(event -> event.kind() == Kind.CALL_ENDED)
                .findFirst()
                .ifPresentOrElse(
                        end -> tell(
                                (answered ? "Answered" : "Never answered")
                                        + String.format(
                                                Locale.ROOT,
                                                "; over after %.1f s: %s.",
                                                end.sinceStart().toMillis() / 1000.0,
                                                end.text()),
                                !answered),
                        () -> bad("The call is not over."));
    }

    private void webhooks(SimulatedCall call) {
        List<SentWebhook> bad = call.webhooks().stream()
                .filter(webhook ->
                        webhook.status() / 100 != 2 || webhook.answeredAfter().compareTo(IN_TIME) > 0)
                .toList();
        if (bad.isEmpty()) {
            call.webhooks().stream()
                    .map(SentWebhook::answeredAfter)
                    .max(Duration::compareTo)
                    .ifPresent(slowest ->
                            good("Every webhook was taken, the slowest after " + slowest.toMillis() + " ms."));
        }
        bad.forEach(webhook -> bad("The webhook " + webhook.eventType()
                + (webhook.attempt() == 1 ? "" : ", attempt " + webhook.attempt() + ",")
                + (webhook.status() == 0 ? " was not answered; given up" : " was answered with " + webhook.status())
                + " after " + webhook.answeredAfter().toMillis() + " ms; Telnyx wants a 2xx within 2000 ms."));
        call.requests().stream()
                .filter(request -> request.status() != 200)
                .forEach(request ->
                        bad("The command " + request.command() + " was refused with " + request.status() + "."));
    }

    private void audio(SimulatedCall call) {
        Sound heard = call.sound();
        tell(
                "The caller heard " + heard.audible().toMillis() + " ms of sound at " + Math.round(heard.levelDbov())
                        + " dBov.",
                heard.sections().isEmpty());
        call.playback().ifPresent(this::playback);
        call.bargeIns()
                .forEach(time -> tell(
                        "When the caller interrupted, the application fell silent after " + time.toMillis() + " ms.",
                        time.compareTo(QUICK) > 0));
    }

    private void playback(PlaybackReport report) {
        if (report.messages() == 0) {
            return;
        }
        tell(
                String.format(
                        Locale.ROOT,
                        "%d messages of %s ms; audio waited at Telnyx for up to %.0f ms.",
                        report.messages(),
                        range(report.smallestMessageMillis(), report.largestMessageMillis()),
                        report.maxAheadMillis()),
                report.maxAheadMillis() > AHEAD_MILLIS && report.clears() == 0);
        if (report.underruns() > 0) {
            bad(String.format(
                    Locale.ROOT,
                    "Audio ran dry %s in the middle of an utterance, %.0f ms in all.",
                    report.underruns() == 1 ? "once" : report.underruns() + " times",
                    report.underrunMillis()));
        }
    }

    private static String range(double least, double most) {
        String range = String.format(Locale.ROOT, "%.0f to %.0f", least, most);
        return range.replaceFirst("^(\\d+) to \\1$", "$1");
    }

    private void tell(String text, boolean isBad) {
        all.add(new Finding(text, isBad));
    }

    private void good(String text) {
        tell(text, false);
    }

    private void bad(String text) {
        tell(text, true);
    }
}
