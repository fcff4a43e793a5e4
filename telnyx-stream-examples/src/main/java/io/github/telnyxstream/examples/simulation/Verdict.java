package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.observation.SentWebhook;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an application did wrong in a scenario, in words; nothing that it did well makes up for any of it. */
final class Verdict {
    /** Telnyx page "Webhook Fundamentals". */
    private static final Duration WEBHOOK_LIMIT = Duration.ofSeconds(2);
    /** Whoever sends this far ahead without ever clearing cannot be interrupted. */
    private static final int MAX_LEAD_MILLIS = 10_000;
    /** A busy machine makes an echo stumble; whoever sends too slowly stumbles at every frame. */
    private static final double MOST_GAPS = 0.2;

    private static final String TWICE =
            ": it had been carried out before. A webhook may come twice; its copy has the same data.id";

    /** Closed with a code that tells of an error, or not closed at all. */
    private static final Pattern BROKEN =
            Pattern.compile("closed by the application with (?!1000$|1001$|1005$)\\d+|(broken:|send failed:).*");

    private final List<String> wrongs = new ArrayList<>();

    private Verdict() {}

    static List<String> of(Scenario scenario, SimulatedCall call) {
        Verdict verdict = new Verdict();
        Expectation.failures(scenario.expected(), call).forEach(failure -> verdict.wrongs.add("the call " + failure));
        verdict.rules(call, scenario.expected().contains(Expectation.GREETED));
        verdict.webhooks(call);
        verdict.commands(call);
        verdict.audio(call);
        verdict.bargeIn(scenario, call);
        return verdict.wrongs;
    }

    private void rules(SimulatedCall call, boolean mustBeHeard) {
        Set<String> texts = new LinkedHashSet<>();
        for (SimulatorEvent event : call.events()) {
            switch (event.kind()) {
                case VIOLATION -> texts.add("Telnyx does not allow: " + event.text());
                case MISUSE -> texts.add(event.text());
                case STREAM_FAILED -> texts.add("the media stream could not be opened: " + event.text());
                case STREAM_STOPPED -> {
                    if (BROKEN.matcher(event.text()).matches()) {
                        texts.add("the application broke the media stream: " + event.text());
                    }
                }
                case CALLER_GAVE_UP -> {
                    // an application may have nothing to say
                    if (mustBeHeard || !event.text().endsWith("a sound")) {
                        texts.add("the caller " + event.text());
                    }
                }
                default -> {}
            }
        }
        wrongs.addAll(texts);
    }

    private void webhooks(SimulatedCall call) {
        for (SentWebhook webhook : call.webhooks()) {
            if (webhook.status() == 0) {
                wrongs.add("webhook " + webhook.eventType() + " was not answered" + why(call, webhook.eventType()));
            } else if (webhook.status() / 100 != 2) {
                wrongs.add("webhook " + webhook.eventType() + " was answered " + webhook.status() + ", not 2xx");
            } else if (webhook.answeredAfter().compareTo(WEBHOOK_LIMIT) > 0) {
                wrongs.add("webhook " + webhook.eventType() + " was answered after "
                        + webhook.answeredAfter().toMillis() + " ms; Telnyx repeats it after 2000");
            }
        }
    }

    /** In the words of the event that told it. */
    private static String why(SimulatedCall call, String eventType) {
        return call.events().stream()
                .filter(event ->
                        event.kind() == Kind.WEBHOOK_FAILED && event.text().startsWith(eventType + ": "))
                .map(event ->
                        ", " + event.text().substring(eventType.length() + 2).replace(", will be tried again", ""))
                .findFirst()
                .orElse(" in time (2000 ms)");
    }

    /** A command that crosses the end of its call is nobody's fault. */
    private void commands(SimulatedCall call) {
        Optional<Instant> end = call.events().stream()
                .filter(event -> event.kind() == Kind.CALL_ENDED)
                .map(SimulatorEvent::at)
                .findFirst();
        Set<String> done = new HashSet<>();
        for (ReceivedRequest request : call.requests()) {
            boolean tooLate =
                    request.status() == 422 && end.isPresent() && !request.at().isBefore(end.get());
            if (request.status() >= 400 && request.status() < 500 && request.status() != 429 && !tooLate) {
                wrongs.add("the command " + request.command() + " was refused with " + request.status()
                        + (request.command().equals("answer") && done.contains("answer") ? TWICE : ""));
            }
            if (request.status() == 200) {
                done.add(request.command());
            }
        }
    }

    private void audio(SimulatedCall call) {
        if (call.playback().isEmpty()) {
            return;
        }
        PlaybackReport report = call.playback().get();
        if (report.underruns() > 2 && report.underrunMillis() > report.audioMillis() * MOST_GAPS) {
            wrongs.add(String.format(
                    Locale.ROOT,
                    "audio is sent too slowly: it ran dry %d times in the middle of utterances. Whoever waits 20 ms after each frame"
                            + " falls behind: tell when a frame is due from when the first was sent, and stay some frames ahead",
                    report.underruns()));
        }
        if (report.maxAheadMillis() > MAX_LEAD_MILLIS && report.clears() == 0) {
            wrongs.add(String.format(
                    Locale.ROOT,
                    "audio is sent %.0f s ahead and never cleared: the caller cannot interrupt it",
                    report.maxAheadMillis() / 1000));
        }
    }

    private void bargeIn(Scenario scenario, SimulatedCall call) {
        Duration limit = scenario.silentWithin();
        if (limit == null) {
            return;
        }
        List<Duration> times = TalkingOn.in(call.events());
        if (times.isEmpty()) {
            wrongs.add("the caller heard nothing to interrupt");
        }
        for (Duration time : times) {
            if (time.compareTo(limit) > 0) {
                wrongs.add("interrupted, the application talked on for " + time.toMillis() + " ms; allowed are "
                        + limit.toMillis());
            }
        }
    }

    /** Whether it was not the caller who hung up. */
    static boolean isEndedByApplication(SimulatedCall call) {
        return call.events().stream()
                .anyMatch(
                        event -> event.kind() == Kind.CALL_ENDED && event.text().endsWith("by callee"));
    }
}
