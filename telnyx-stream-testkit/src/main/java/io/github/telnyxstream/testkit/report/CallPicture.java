package io.github.telnyxstream.testkit.report;

import io.github.telnyxstream.testkit.observation.MediaArrival;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.Sound;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A call as a picture: what happened above, what each side sounded like below, on one axis of time. */
final class CallPicture {
    private static final int WIDTH = 1060;
    private static final int LEFT = 130;
    private static final int WAVE = 70;
    private static final int AHEAD = 30;
    private static final int POINTS = 900;

    private final List<SimulatorEvent> events;
    private final Sound heard;
    private final Sound said;
    private final Duration heardFrom;
    private final Duration saidFrom;
    private final List<MediaArrival> arrivals;
    private final double seconds;

    CallPicture(
            List<SimulatorEvent> events,
            List<MediaArrival> arrivals,
            Sound heard,
            Sound said,
            Duration heardFrom,
            Duration saidFrom) {
        this.events = events;
        this.arrivals = arrivals;
        this.heard = heard;
        this.said = said;
        this.heardFrom = heardFrom;
        this.saidFrom = saidFrom;
        double last =
                events.isEmpty() ? 1 : seconds(events.get(events.size() - 1).sinceStart());
        seconds = Math.max(0.1, Math.max(last, seconds(heardFrom.plus(heard.length()))));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private double x(double second) {
        return LEFT + second / seconds * (WIDTH - LEFT - 10);
    }

    String svg() {
        List<Lane> lanes = Lane.used(events);
        int ahead = lanes.size() * Lane.HEIGHT + 8;
        int waves = ahead + AHEAD;
        int height = waves + 2 * WAVE + 40;
        StringBuilder svg = new StringBuilder(
                "<svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\"the call's timeline\">");
        grid(svg, waves + 2 * WAVE + 16);
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).draw(svg, events, event -> x(seconds(event.sinceStart())), i * Lane.HEIGHT, WIDTH);
        }
        ahead(svg, ahead + AHEAD - 4);
        wave(svg, "caller says", said, saidFrom, waves + WAVE / 2 + 8, "#2a6fdb");
        wave(svg, "caller hears", heard, heardFrom, waves + WAVE + WAVE / 2 + 12, "#c2410c");
        return svg.append("</svg>").toString();
    }

    /** The application's frames as they came: how much audio waited at Telnyx, which is what pacing is about. */
    private void ahead(StringBuilder svg, int bottom) {
        double most = arrivals.stream()
                .mapToDouble(arrival -> seconds(arrival.ahead()))
                .max()
                .orElse(0);
        text(svg, 0, bottom - 12, "frames ahead");
        text(svg, 0, bottom, arrivals.isEmpty() ? "none" : String.format(Locale.ROOT, "up to %.0f ms", most * 1000));
        double[] highest = new double[POINTS + 1];
        for (MediaArrival arrival : arrivals) {
            int point = (int) Math.min(POINTS, Math.round(seconds(arrival.sinceStart()) / seconds * POINTS));
            highest[point] = Math.max(highest[point], seconds(arrival.ahead()));
        }
        StringBuilder path = new StringBuilder();
        for (int point = 0; point <= POINTS; point++) {
            if (highest[point] > 0) {
                path.append(String.format(
                        Locale.ROOT,
                        "M%.1f %dV%.1f",
                        x(point * seconds / POINTS),
                        bottom,
                        bottom - 1 - highest[point] / most * (AHEAD - 6)));
            }
        }
        line(svg, path, "#7c3aed");
    }

    private static void line(StringBuilder svg, StringBuilder path, String colour) {
        svg.append("<path d=\"")
                .append(path)
                .append("\" stroke=\"")
                .append(colour)
                .append("\" fill=\"none\"/>");
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
        line(svg, path, colour);
    }

    /** The square root shows soft speech too. */
    private static double height(int sample) {
        return Math.signum(sample) * Math.sqrt(Math.abs(sample) / 32768.0) * (WAVE / 2.0 - 3);
    }
}
