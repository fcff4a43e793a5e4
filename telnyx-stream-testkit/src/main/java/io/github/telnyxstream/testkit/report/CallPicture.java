package io.github.telnyxstream.testkit.report;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.observation.Sound;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A call as a picture: what happened above, what each side sounded like below, on one axis of time. */
final class CallPicture {
    private static final int WIDTH = 1060;
    private static final int LEFT = 130;
    private static final int LANE = 24;
    private static final int WAVE = 70;
    private static final int POINTS = 900;
    private static final String[] LANES = {"Telnyx tells", "commands", "stream", "marks", "keys", "trouble"};

    private static final Map<Kind, Integer> LANE_OF = new EnumMap<>(Kind.class);

    static {
        put(0, Kind.WEBHOOK_SENT, Kind.CALL_PLACED, Kind.CALL_ANSWERED, Kind.CALL_ENDED, Kind.BRIDGED);
        put(1, Kind.COMMAND);
        put(2, Kind.STREAM_STARTED, Kind.STREAM_STOPPED, Kind.STREAM_RECONNECTED);
        put(3, Kind.MARK_SET, Kind.MARK_RETURNED, Kind.CLEARED);
        put(4, Kind.DIGIT, Kind.BEEP_HEARD);
        put(
                5,
                Kind.WEBHOOK_FAILED,
                Kind.STREAM_FAILED,
                Kind.STREAM_BROKEN,
                Kind.UNDERRUN,
                Kind.VIOLATION,
                Kind.CALLER_GAVE_UP);
    }

    private final List<SimulatorEvent> events;
    private final Sound heard;
    private final Sound said;
    private final Duration heardFrom;
    private final Duration saidFrom;
    private final double seconds;

    CallPicture(List<SimulatorEvent> events, Sound heard, Sound said, Duration heardFrom, Duration saidFrom) {
        this.events = events;
        this.heard = heard;
        this.said = said;
        this.heardFrom = heardFrom;
        this.saidFrom = saidFrom;
        double last =
                events.isEmpty() ? 1 : seconds(events.get(events.size() - 1).sinceStart());
        seconds = Math.max(0.1, Math.max(last, seconds(heardFrom.plus(heard.length()))));
    }

    private static void put(int lane, Kind... kinds) {
        for (Kind kind : kinds) {
            LANE_OF.put(kind, lane);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private double x(double second) {
        return LEFT + second / seconds * (WIDTH - LEFT - 10);
    }

    String svg() {
        int lanes = LANES.length * LANE;
        int height = lanes + 2 * WAVE + 40;
        StringBuilder svg = new StringBuilder(
                "<svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\"the call's timeline\">");
        grid(svg, lanes + 2 * WAVE + 16);
        for (int lane = 0; lane < LANES.length; lane++) {
            text(svg, 0, lane * LANE + 16, LANES[lane]);
        }
        for (SimulatorEvent event : events) {
            Integer lane = LANE_OF.get(event.kind());
            if (lane != null) {
                dot(svg, event, lane);
            }
        }
        wave(svg, "caller", said, saidFrom, lanes + WAVE / 2 + 8, "#2a6fdb");
        wave(svg, "application", heard, heardFrom, lanes + WAVE + WAVE / 2 + 12, "#c2410c");
        return svg.append("</svg>").toString();
    }

    private void grid(StringBuilder svg, int bottom) {
        double step = niceStep(seconds / 10);
        for (double second = 0; second <= seconds + 1e-9; second += step) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\" stroke=\"#8aa\" stroke-opacity=\".25\"/>",
                    x(second),
                    x(second),
                    bottom));
            text(svg, x(second) - 6, bottom + 16, String.format(Locale.ROOT, step < 1 ? "%.1f s" : "%.0f s", second));
        }
    }

    private static double niceStep(double least) {
        for (double step : new double[] {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600}) {
            if (step >= least) {
                return step;
            }
        }
        return Math.ceil(least / 600) * 600;
    }

    private static void text(StringBuilder svg, double x, int y, String text) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x, y, Style.escaped(text)));
    }

    private void dot(StringBuilder svg, SimulatorEvent event, int lane) {
        String colour = lane == LANES.length - 1 ? "#c1121f" : lane == 1 ? "#7c3aed" : "#0f766e";
        svg.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"%s\"><title>%.3f s: %s %s</title></circle>",
                x(seconds(event.sinceStart())),
                lane * LANE + 12,
                colour,
                seconds(event.sinceStart()),
                event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                Style.escaped(event.text())));
    }

    /** The loudest sample either way of each stretch, so that no click is lost in the picture. */
    private void wave(StringBuilder svg, String name, Sound sound, Duration from, int middle, String colour) {
        text(svg, 0, middle + 4, name);
        short[] pcm = sound.pcm();
        if (pcm.length == 0) {
            return;
        }
        int stretch = Math.max(1, pcm.length / POINTS);
        StringBuilder path = new StringBuilder();
        for (int at = 0; at < pcm.length; at += stretch) {
            int least = 0;
            int most = 0;
            for (int i = at; i < Math.min(pcm.length, at + stretch); i++) {
                least = Math.min(least, pcm[i]);
                most = Math.max(most, pcm[i]);
            }
            double x = x(seconds(from) + (double) at / Sound.RATE_HZ);
            path.append(String.format(
                    Locale.ROOT, "M%.1f %.1fV%.1f", x, middle - height(most), middle - height(least) + 0.5));
        }
        svg.append("<path d=\"")
                .append(path)
                .append("\" stroke=\"")
                .append(colour)
                .append("\" fill=\"none\"/>");
    }

    /** The square root shows soft speech too. */
    private static double height(int sample) {
        return Math.signum(sample) * Math.sqrt(Math.abs(sample) / 32768.0) * (WAVE / 2.0 - 3);
    }
}
