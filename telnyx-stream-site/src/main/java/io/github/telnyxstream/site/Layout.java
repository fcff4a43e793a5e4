package io.github.telnyxstream.site;

import java.util.List;
import java.util.Map;

/** What is around each page. */
final class Layout {
    private final String template;
    private final Navigation navigation;

    Layout(String template, Navigation navigation) {
        this.template = template;
        this.navigation = navigation;
    }

    String page(String target, String title, String body) {
        String top = "../".repeat((int) target.chars().filter(c -> c == '/').count());
        // the body last: what it says is not looked through
        return template.replace("${title}", escaped(title))
                .replace("${top}", top)
                .replace("${pages}", list(target))
                .replace("${body}", body);
    }

    private String list(String target) {
        StringBuilder list = new StringBuilder();
        for (Map.Entry<String, List<Page>> group : navigation.groups().entrySet()) {
            list.append("<h2>").append(escaped(group.getKey())).append("</h2>\n<ul>\n");
            for (Page page : group.getValue()) {
                list.append("<li><a href=\"%s\"%s>%s</a></li>%n"
                        .formatted(
                                Links.relative(target, page.target()),
                                page.target().equals(target) ? " aria-current=\"page\"" : "",
                                escaped(page.title())));
            }
            list.append("</ul>\n");
        }
        return list.toString();
    }

    /** A file of the project. */
    static String source(String file, String text) {
        return "<h1>%s</h1>%n<pre><code>%s</code></pre>%n".formatted(escaped(file), escaped(text));
    }

    /** A folder of the project. */
    static String listing(String file, List<String> names) {
        StringBuilder items = new StringBuilder();
        names.forEach(name -> items.append("<li>").append(escaped(name)).append("</li>\n"));
        return "<h1>%s</h1>%n<ul>%n%s</ul>%n".formatted(escaped(file), items);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
