package io.github.telnyxstream.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws the sequence diagrams of the pages: participants, messages ({@code A->>B: text}, dashed with {@code -->>}) and notes
 * ({@code Note over A: text}), in Mermaid's words, which other readers of Markdown draw too. Whatever else a diagram has is refused,
 * so that nothing is lost unseen. One thread at a time.
 */
final class SequenceDiagram {
    private static final Pattern PARTICIPANT = Pattern.compile("participant (\\w+) as (.+)");
    private static final Pattern MESSAGE = Pattern.compile("(\\w+)(--?)>>(\\w+): (.+)");
    private static final Pattern NOTE = Pattern.compile("Note over (\\w+): (.+)");

    private static final int COLUMN = 190;
    private static final int LINE = 17;
    private static final int GAP = 14;
    private static final int HEAD = 34;
    private static final double CHARACTER = 6.3;

    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String> titles = new ArrayList<>();
    private final StringBuilder rows = new StringBuilder();
    private int y = HEAD + GAP;

    private SequenceDiagram() {}

    /**
     * The picture.
     *
     * @param source the lines of the diagram
     * @return an SVG element in a figure, for a page of HTML
     * @throws IllegalArgumentException for a line that it cannot draw, naming it
     */
    static String svg(String source) {
        List<String> lines = source.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty() || !lines.get(0).equals("sequenceDiagram")) {
            throw new IllegalArgumentException("only sequence diagrams can be drawn, not: " + source);
        }
        SequenceDiagram diagram = new SequenceDiagram();
        StringBuilder heads = new StringBuilder();
        for (String line : lines.subList(1, lines.size())) {
            Matcher participant = PARTICIPANT.matcher(line);
            if (participant.matches()) {
                heads.append(diagram.head(participant.group(1), participant.group(2)));
            } else {
                diagram.row(line);
            }
        }
        return diagram.picture(heads.toString());
    }

    private String picture(String heads) {
        int width = columns.size() * COLUMN;
        StringBuilder lifelines = new StringBuilder();
        for (int column = 0; column < columns.size(); column++) {
            lifelines.append("<path class=\"life\" d=\"M%d %dV%d\"/>%n".formatted(middle(column), HEAD, y));
        }
        return """
                <figure><svg class="diagram" role="img" aria-label="Sequence: %s" viewBox="0 0 %d %d" width="%d">
                <defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
                <path d="M0 0L8 4L0 8z"/></marker></defs>
                %s%s%s</svg></figure>
                """.formatted(Layout.escaped(String.join(", ", titles)), width, y, width, lifelines, heads, rows);
    }

    private String head(String id, String title) {
        int column = columns.size();
        columns.put(id, column);
        titles.add(title);
        return box("head", column, 0, HEAD) + words(List.of(title), middle(column), HEAD / 2 + 5);
    }

    private void row(String line) {
        Matcher message = MESSAGE.matcher(line);
        Matcher note = NOTE.matcher(line);
        if (message.matches()) {
            message(column(message.group(1), line), column(message.group(3), line), message.group(2), message.group(4));
        } else if (note.matches()) {
            note(column(note.group(1), line), note.group(2));
        } else {
            throw new IllegalArgumentException("a sequence diagram of the site cannot have: " + line);
        }
    }

    private int column(String id, String line) {
        Integer column = columns.get(id);
        if (column == null) {
            throw new IllegalArgumentException(id + " is no participant: " + line);
        }
        return column;
    }

    private void message(int from, int to, String dashes, String text) {
        int length = Math.abs(to - from) * COLUMN;
        if (length == 0) {
            throw new IllegalArgumentException("a message to oneself cannot be drawn: " + text);
        }
        List<String> lines = wrapped(text, length - 2 * GAP);
        rows.append(words(lines, (middle(from) + middle(to)) / 2, y + LINE - 4));
        y += lines.size() * LINE + 4;
        rows.append("<path class=\"message%s\" d=\"M%d %dH%d\" marker-end=\"url(#arrow)\"/>%n"
                .formatted(dashes.equals("--") ? " dashed" : "", middle(from), y, middle(to)));
        y += GAP;
    }

    private void note(int column, String text) {
        List<String> lines = wrapped(text, COLUMN - 2 * GAP);
        int height = lines.size() * LINE + 8;
        rows.append(box("note", column, y, height)).append(words(lines, middle(column), y + LINE));
        y += height + GAP;
    }

    private static int middle(int column) {
        return column * COLUMN + COLUMN / 2;
    }

    private static String box(String kind, int column, int top, int height) {
        return "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>%n"
                .formatted(kind, column * COLUMN + 6, top + 1, COLUMN - 12, height - 2);
    }

    private static String words(List<String> lines, int x, int baseline) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append("<text x=\"%d\" y=\"%d\">%s</text>%n"
                    .formatted(x, baseline + i * LINE, Layout.escaped(lines.get(i))));
        }
        return text.toString();
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && (line.length() + 1 + word.length()) * CHARACTER > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
