package io.github.telnyxstream.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a link of a Markdown page leads to on the site. */
final class Links {
    private Links() {}

    /**
     * A link of the site.
     *
     * @param link as it stands in the HTML
     * @param file the file of the project that the site has to show for it, or null
     */
    record Destination(String link, @Nullable String file) {}

    /** The page of the site for a page of Markdown. */
    static String target(String path) {
        if (path.equals("README.md")) {
            return "index.html";
        }
        return path.substring(0, path.length() - ".md".length()).toLowerCase(Locale.ROOT) + ".html";
    }

    /** The page of the site that shows a file. */
    static String shown(String file) {
        return isPicture(file) ? file : "source/" + file + ".html";
    }

    static boolean isPicture(String file) {
        return file.matches(".*\\.(png|svg|jpe?g|gif|webp)");
    }

    /**
     * Turns a destination.
     *
     * @param path of the page that has the link
     * @throws IllegalArgumentException if there is nothing
     */
    static Destination destination(Path root, String path, String destination) {
        if (destination.matches("[a-z]+:.*") || destination.startsWith("#")) {
            return new Destination(destination, null);
        }
        String[] parts = destination.split("#", 2);
        Path there = root.resolve(path).resolveSibling(parts[0]).normalize();
        if (!there.startsWith(root) || !Files.exists(there)) {
            throw new IllegalArgumentException(path + " links to " + destination + ", which is not there");
        }
        if (Files.isDirectory(there) && Files.exists(there.resolve("README.md"))) {
            there = there.resolve("README.md");
        }
        String file = root.relativize(there).toString().replace('\\', '/');
        boolean isPage = file.endsWith(".md");
        String link = relative(target(path), isPage ? target(file) : shown(file));
        return new Destination(parts.length == 2 ? link + "#" + parts[1] : link, isPage ? null : file);
    }

    /** From one page of the site to another. */
    static String relative(String from, String to) {
        Path folder = Objects.requireNonNullElse(Path.of(from).getParent(), Path.of(""));
        return folder.relativize(Path.of(to)).toString().replace('\\', '/');
    }
}
