package io.github.telnyxstream.testkit.report;

import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.observation.SentWebhook;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What many calls have in common, as figures. Immutable.
 *
 * @param calls how many there were
 * @param answered how many of them were answered
 * @param lost how many streams broke or could not be opened
 * @param underruns how often audio ran dry within an utterance, in all calls
 * @param violations how often something was done that Telnyx's documentation forbids
 * @param webhookMillis how long answers to webhooks took
 * @param answerMillis from ringing to the answer
 * @param firstAudioMillis from the answer to the first sound in the caller's ear
 * @param bargeInMillis from the caller's first word to silence
 */
public record RunFigures(
        int calls,
        int answered,
        int lost,
        int underruns,
        int violations,
        Percentiles webhookMillis,
        Percentiles answerMillis,
        Percentiles firstAudioMillis,
        Percentiles bargeInMillis) {

    /**
     * Measures calls.
     *
     * @param calls when they are over
     * @return their figures
     */
    public static RunFigures of(List<SimulatedCall> calls) {
        List<Double> webhooks = new ArrayList<>();
        List<Double> answers = new ArrayList<>();
        List<Double> firstAudio = new ArrayList<>();
        List<Double> bargeIns = new ArrayList<>();
        int underruns = 0;
        int lost = 0;
        int violations = 0;
        for (SimulatedCall call : calls) {
            List<SimulatorEvent> events = call.events();
            for (SentWebhook webhook : call.webhooks()) {
                webhooks.add(webhook.answeredAfter().toNanos() / 1e6);
            }
            Optional<Duration> answered = at(events, Kind.CALL_ANSWERED);
            answered.ifPresent(time -> answers.add(time.toNanos() / 1e6));
            Optional<Duration> heard = at(events, Kind.CALLER_HEARS);
            if (answered.isPresent() && heard.isPresent()) {
                firstAudio.add(heard.get().minus(answered.get()).toNanos() / 1e6);
            }
            call.bargeIns().forEach(time -> bargeIns.add(time.toNanos() / 1e6));
            underruns += call.playback().map(PlaybackReport::underruns).orElse(0);
            lost += count(events, Kind.STREAM_FAILED);
            violations += count(events, Kind.VIOLATION);
        }
        return new RunFigures(
                calls.size(),
                answers.size(),
                lost,
                underruns,
                violations,
                Percentiles.of(webhooks),
                Percentiles.of(answers),
                Percentiles.of(firstAudio),
                Percentiles.of(bargeIns));
    }

    private static Optional<Duration> at(List<SimulatorEvent> events, Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind)
                .map(SimulatorEvent::sinceStart)
                .findFirst();
    }

    private static int count(List<SimulatorEvent> events, Kind kind) {
        return (int) events.stream().filter(event -> event.kind() == kind).count();
    }

    /**
     * The figures for a program.
     *
     * @return a JSON object on one line
     */
    public String json() {
        StringBuilder json = new StringBuilder("{\"calls\":" + calls + ",\"answered\":" + answered + ",\"lost\":" + lost
                + ",\"underruns\":" + underruns + ",\"violations\":" + violations);
        percentiles()
                .forEach((name, values) -> json.append(String.format(
                        Locale.ROOT,
                        ",\"%s\":{\"count\":%d,\"p50\":%.1f,\"p95\":%.1f,\"p99\":%.1f,\"max\":%.1f}",
                        name,
                        values.count(),
                        values.p50(),
                        values.p95(),
                        values.p99(),
                        values.max())));
        return json.append('}').toString();
    }

    private Map<String, Percentiles> percentiles() {
        Map<String, Percentiles> all = new LinkedHashMap<>();
        all.put("webhook_millis", webhookMillis);
        all.put("answer_millis", answerMillis);
        all.put("first_audio_millis", firstAudioMillis);
        all.put("barge_in_millis", bargeInMillis);
        return all;
    }

    String html() {
        StringBuilder html = new StringBuilder("<section><h2>All of them</h2><p>")
                .append(answered)
                .append(" of ")
                .append(calls)
                .append(" were answered; ")
                .append(lost)
                .append(" streams could not be opened; audio ran dry ")
                .append(underruns)
                .append(" times; ")
                .append(violations)
                .append(
                        " things were done that Telnyx forbids.</p><table><tr><th>ms</th><th>median</th><th>p95</th><th>p99</th>"
                                + "<th>most</th></tr>");
        percentiles()
                .forEach((name, values) -> html.append(String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td>%.0f</td><td>%.0f</td><td>%.0f</td><td>%.0f</td></tr>",
                        name.replace("_millis", "").replace('_', ' '),
                        values.p50(),
                        values.p95(),
                        values.p99(),
                        values.max())));
        return html.append("</table></section>").toString();
    }
}
