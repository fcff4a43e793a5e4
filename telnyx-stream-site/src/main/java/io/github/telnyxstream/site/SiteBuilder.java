package io.github.telnyxstream.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes the site of a project's Markdown into a folder. */
public final class SiteBuilder {
    private static final System.Logger log = System.getLogger(SiteBuilder.class.getName());
    private static final List<String> ASSETS = List.of("site.css", "search.js");

    private final Path root;
    private final Path folder;

    private SiteBuilder(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /**
     * Writes a site.
     *
     * @param args the project's folder, and the folder to be made
     * @throws IOException if a page cannot be read, or the folder cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("Say the project's folder and the folder of the site");
        }
        Path folder = Path.of(args[1]);
        int pages = build(Path.of(args[0]), folder);
        log.log(System.Logger.Level.INFO, "{0} pages: open {1}", pages, folder.resolve("index.html"));
    }

    /**
     * Writes the site anew: what was in the folder is gone.
     *
     * @return how many pages of Markdown it has
     */
    static int build(Path root, Path folder) throws IOException {
        return new SiteBuilder(
                        root.toAbsolutePath().normalize(),
                        folder.toAbsolutePath().normalize())
                .build();
    }

    private int build() throws IOException {
        deleteOld();
        Files.createDirectories(folder);
        List<Page> pages = readPages();
        Page front = pages.stream()
                .filter(page -> page.path().equals("README.md"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(root + " has no README.md"));
        Layout layout =
                new Layout(new String(resource("layout.html"), StandardCharsets.UTF_8), Navigation.of(front, pages));
        Set<String> shown = new TreeSet<>();
        for (Page page : pages) {
            write(page.target(), layout.page(page.target(), page.title(), page.html()));
            shown.addAll(page.files());
        }
        for (String file : shown) {
            show(file, layout);
        }
        write("search-index.js", SearchIndex.of(pages));
        for (String asset : ASSETS) {
            Files.write(folder.resolve(asset), resource(asset));
        }
        return pages.size();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SiteBuilder.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** Pictures as they are, everything else as text. */
    private void show(String file, Layout layout) throws IOException {
        Path source = root.resolve(file);
        if (Files.isDirectory(source)) {
            try (Stream<Path> files = Files.list(source)) {
                List<String> names = files.map(each -> each.getFileName().toString())
                        .sorted()
                        .toList();
                write(Links.shown(file), layout.page(Links.shown(file), file, Layout.listing(file, names)));
            }
        } else if (Links.isPicture(file)) {
            Path target = folder.resolve(file);
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.copy(source, target);
        } else {
            write(
                    Links.shown(file),
                    layout.page(Links.shown(file), file, Layout.source(file, Files.readString(source))));
        }
    }

    private List<Page> readPages() throws IOException {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(root);
                Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            List<Path> files = Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            for (Path file : files) {
                pages.add(Page.of(root, file));
            }
        }
        return pages;
    }

    private void deleteOld() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.exists(folder.resolve("search-index.js"))) {
            throw new IllegalArgumentException(folder + " is there and is no site: it is not deleted");
        }
        try (Stream<Path> old = Files.walk(folder)) {
            for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void write(String target, String text) throws IOException {
        Path file = folder.resolve(target);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
