package io.github.telnyxstream.examples.inbox;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The page: one file of plain HTML without scripts, that asks nobody else for anything. */
final class InboxPage {
    static final String STYLE = """
            :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
            body { max-width: 46rem; margin: 0 auto; padding: 1rem; }
            ul { list-style: none; padding: 0; }
            li { border: 1px solid #8886; border-radius: .6rem; padding: .8rem 1rem; margin: 0 0 1rem; }
            h2 { font-size: 1.1rem; margin: 0; }
            p { margin: .2rem 0; }
            svg { display: block; width: 100%; height: 3.5rem; }
            path { stroke: #0a7d55; stroke-width: .7; }
            audio { width: 100%; margin: .4rem 0; }
            button { font: inherit; min-height: 2.75rem; padding: 0 1rem; }
            a:focus-visible, button:focus-visible, audio:focus-visible { outline: 3px solid #0a7d55; outline-offset: 2px; }
            """;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);

    private final ZoneId zone;

    InboxPage(ZoneId zone) {
        this.zone = zone;
    }

    /** The page of these messages, with the SVG path of each and the token that its form carries. */
    String html(
            List<InboxMessage> messages,
            Function<InboxMessage, String> waveform,
            Function<InboxMessage, String> token) {
        StringBuilder page = new StringBuilder("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Messages</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/inbox/style.css">
                </head>
                <body>
                <main>
                """);
        page.append("<h1>").append(heading(messages.size())).append("</h1>\n<ul>\n");
        for (InboxMessage message : messages) {
            append(page, message, waveform.apply(message), token.apply(message));
        }
        return page.append("</ul>\n</main>\n</body>\n</html>\n").toString();
    }

    private static String heading(int count) {
        return switch (count) {
            case 0 -> "No messages";
            case 1 -> "1 message";
            default -> count + " messages";
        };
    }

    private void append(StringBuilder page, InboxMessage message, String waveform, String token) {
        String caller = escaped(message.caller());
        String when = TIME.format(message.startedAt().atZone(zone));
        page.append("<li>\n<h2>").append(caller).append("</h2>\n");
        page.append("<p><time datetime=\"")
                .append(message.startedAt())
                .append("\">")
                .append(when)
                .append("</time>, ");
        page.append(length(message.length())).append("</p>\n");
        page.append("<svg viewBox=\"0 0 ")
                .append(Waveforms.BARS)
                .append(" 100\" preserveAspectRatio=\"none\" role=\"img\"");
        page.append(" aria-label=\"how loud the message is\"><path d=\"")
                .append(waveform)
                .append("\"/></svg>\n");
        page.append("<audio controls preload=\"none\" aria-label=\"message of ").append(caller);
        page.append("\" src=\"/inbox/").append(message.name()).append(".wav\"></audio>\n");
        if (message.transcript() != null) {
            page.append("<blockquote>").append(escaped(message.transcript())).append("</blockquote>\n");
        }
        page.append("<form method=\"post\" action=\"/inbox/delete\">");
        page.append("<input type=\"hidden\" name=\"name\" value=\"")
                .append(message.name())
                .append("\">");
        page.append("<input type=\"hidden\" name=\"token\" value=\"")
                .append(token)
                .append("\">");
        page.append("<button aria-label=\"delete the message of ")
                .append(caller)
                .append("\">Delete</button></form>\n</li>\n");
    }

    private static String length(Duration length) {
        long seconds = Math.max(1, Math.round(length.toMillis() / 1000.0));
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** What a stranger wrote: a caller's name, what was said. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
