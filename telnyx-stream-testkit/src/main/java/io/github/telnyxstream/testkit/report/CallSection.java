package io.github.telnyxstream.testkit.report;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** One call on the page: findings in words, its picture, players, and every event. */
final class CallSection {
    private static final int WAV_HEADER = 44;

    private final SimulatedCall call;
    private final int number;
    private final boolean hasAudio;
    private final List<SimulatorEvent> events;
    private final Sound heard;
    private final Sound said;

    CallSection(SimulatedCall call, int number, boolean hasAudio) {
        this.call = call;
        this.number = number;
        this.hasAudio = hasAudio;
        events = call.events();
        heard = call.sound();
        said = Sound.of(call.sent());
    }

    String html() {
        StringBuilder html = new StringBuilder(
                "<section><h2>Call " + number + ": " + Style.escaped(Findings.parties(call)) + "</h2><ul>");
        for (Findings.Finding finding : Findings.of(call)) {
            html.append(finding.isBad() ? "<li class=\"bad\">" : "<li class=\"good\">")
                    .append(Style.escaped(finding.text()))
                    .append("</li>");
        }
        html.append("</ul>")
                .append(new CallPicture(
                                events,
                                call.mediaArrivals(),
                                heard,
                                said,
                                at(Kind.CALL_ANSWERED),
                                at(Kind.STREAM_STARTED))
                        .svg());
        if (hasAudio) {
            html.append("<div class=\"players\">")
                    .append(player("what the caller heard", heard))
                    .append(player("what the caller said, as it was sent", said))
                    .append("</div>");
        }
        html.append("<details><summary>").append(events.size()).append(" events</summary><table>");
        for (SimulatorEvent event : events) {
            html.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%.3f s</td><td>%s</td><td>%s</td></tr>",
                    event.sinceStart().toNanos() / 1e9,
                    Lane.words(event.kind()),
                    Style.escaped(event.text())));
        }
        return html.append("</table></details></section>").toString();
    }

    private Duration at(Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind)
                .map(SimulatorEvent::sinceStart)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private static String player(String title, Sound sound) {
        if (sound.length().isZero()) {
            return "<div>" + title + ": nothing</div>";
        }
        return "<div>" + title + "<br><audio controls preload=\"none\" src=\"data:audio/wav;base64,"
                + Base64.getEncoder().encodeToString(wav(sound.pcm())) + "\"></audio></div>";
    }

    /** 16-bit PCM at 8 kHz with the plain header that browsers know. */
    private static byte[] wav(short[] pcm) {
        ByteBuffer wav = ByteBuffer.allocate(WAV_HEADER + pcm.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(WAV_HEADER - 8 + pcm.length * 2);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1);
        wav.putInt(Sound.RATE_HZ).putInt(Sound.RATE_HZ * 2).putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(pcm.length * 2);
        wav.asShortBuffer().put(pcm);
        return wav.array();
    }
}
