package io.github.telnyxstream.testkit.report;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** One kind of events on the axis of time: a dot each, with its name where there is room for it. */
record Lane(String title, String colour, Set<Kind> kinds) {
    static final int HEIGHT = 24;
    static final List<Lane> ALL = List.of(
            of("call", "#0f766e", Kind.CALL_PLACED, Kind.CALL_ANSWERED, Kind.BRIDGED, Kind.CALL_ENDED),
            of("webhooks", "#0f766e", Kind.WEBHOOK_SENT),
            of("commands", "#7c3aed", Kind.COMMAND),
            of("stream", "#0f766e", Kind.STREAM_STARTED, Kind.STREAM_STOPPED, Kind.STREAM_RECONNECTED),
            of("marks", "#7c3aed", Kind.MARK_SET, Kind.MARK_RETURNED, Kind.CLEARED),
            of("caller", "#2a6fdb", Kind.DIGIT, Kind.BEEP_HEARD),
            of("Telnyx plays", "#0f766e", Kind.CARRIER_PLAYS, Kind.RECORDING_STARTED, Kind.RECORDING_SAVED),
            of(
                    "trouble",
                    "#c1121f",
                    Kind.WEBHOOK_FAILED,
                    Kind.STREAM_FAILED,
                    Kind.STREAM_BROKEN,
                    Kind.UNDERRUN,
                    Kind.VIOLATION,
                    Kind.MISUSE,
                    Kind.CALLER_GAVE_UP));

    /** About as wide as a letter of the picture's small text is. */
    private static final double LETTER = 5.6;

    private static final int DOT = 6;

    private static Lane of(String title, String colour, Kind first, Kind... rest) {
        return new Lane(title, colour, EnumSet.of(first, rest));
    }

    /** The lanes in which something happened. */
    static List<Lane> used(List<SimulatorEvent> events) {
        return ALL.stream()
                .filter(lane -> events.stream().anyMatch(event -> lane.kinds.contains(event.kind())))
                .toList();
    }

    /** Dots at those places, names between them; a name that would run into the next dot is left to the pointer's hint. */
    void draw(StringBuilder svg, List<SimulatorEvent> all, ToDoubleFunction<SimulatorEvent> place, int top, int right) {
        List<SimulatorEvent> events =
                all.stream().filter(event -> kinds.contains(event.kind())).toList();
        svg.append(String.format(Locale.ROOT, "<text x=\"0\" y=\"%d\">%s</text>", top + 16, title));
        double takenTo = 0;
        for (int i = 0; i < events.size(); i++) {
            SimulatorEvent event = events.get(i);
            double x = place.applyAsDouble(event);
            String name = name(event);
            double width = name.length() * LETTER;
            double next = i + 1 < events.size() ? place.applyAsDouble(events.get(i + 1)) - DOT : right;
            dot(svg, event, x, top + 12);
            if (x + DOT + width <= next) {
                name(svg, x + DOT, top + 16, name, "start");
                takenTo = x + DOT + width;
            } else if (x - DOT - width >= takenTo) {
                name(svg, x - DOT, top + 16, name, "end");
                takenTo = x + DOT;
            } else {
                takenTo = x + DOT;
            }
        }
    }

    private void dot(StringBuilder svg, SimulatorEvent event, double x, int y) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"%s\"><title>%.3f s: %s %s</title></circle>",
                x,
                y,
                colour,
                event.sinceStart().toNanos() / 1e9,
                words(event.kind()),
                Style.escaped(event.text())));
    }

    private void name(StringBuilder svg, double x, int y, String name, String anchor) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"name\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                Style.escaped(name)));
    }

    static String words(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A word or two. */
    private static String name(SimulatorEvent event) {
        String text = event.text();
        return switch (event.kind()) {
            case CALL_PLACED -> "rings";
            case CALL_ANSWERED -> "answered";
            case CALL_ENDED -> text.replaceFirst(" by ", ", ");
            case WEBHOOK_SENT -> text.replaceFirst("^call\\.", "");
            case COMMAND -> text.replace(" -> 200", "");
            case STREAM_STARTED -> "open";
            case STREAM_STOPPED -> "over";
            case STREAM_RECONNECTED -> "again";
            case MARK_SET -> "set " + text;
            case MARK_RETURNED -> text + " back";
            case CLEARED -> "clear";
            case BEEP_HEARD -> "hears a beep";
            case DIGIT -> "presses " + text;
            case CARRIER_PLAYS -> text;
            case UNDERRUN -> "ran dry";
            default -> words(event.kind());
        };
    }
}
