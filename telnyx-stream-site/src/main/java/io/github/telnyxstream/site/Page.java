package io.github.telnyxstream.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A page of Markdown.
 *
 * @param path from the project's folder, with slashes
 * @param target the page of the site
 * @param title its first heading
 * @param document its tree, links already those of the site
 * @param html its body
 * @param sections its text, cut at the headings
 * @param files what it links to in the project that is no page, by path
 */
record Page(
        String path,
        String target,
        String title,
        Node document,
        String html,
        List<Section> sections,
        Set<String> files) {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .nodeRendererFactory(DiagramRenderer::new)
            .escapeHtml(true)
            .build();
    private static final TextContentRenderer TEXT = TextContentRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .lineBreakRendering(LineBreakRendering.STRIP)
            .build();

    /**
     * What stands under one heading.
     *
     * @param anchor of the heading, empty before the first one
     */
    record Section(String anchor, String heading, String text) {}

    static Page of(Path root, Path file) throws IOException {
        String path = root.relativize(file).toString().replace('\\', '/');
        Node document = PARSER.parse(Files.readString(file));
        List<Section> sections = sections(document);
        Set<String> files = new TreeSet<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                link.setDestination(turned(link.getDestination()));
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                image.setDestination(turned(image.getDestination()));
                visitChildren(image);
            }

            private String turned(String destination) {
                Links.Destination there = Links.destination(root, path, destination);
                if (there.file() != null) {
                    files.add(there.file());
                }
                return there.link();
            }
        });
        String title = sections.stream()
                .map(Section::heading)
                .filter(heading -> !heading.isEmpty())
                .findFirst()
                .orElse(path);
        return new Page(path, Links.target(path), title, document, HTML.render(document), sections, files);
    }

    /** As the ids of the headings are made of them. */
    private static String words(Node heading) {
        StringBuilder words = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }

    private static List<Section> sections(Node document) {
        IdGenerator anchors = IdGenerator.builder().build();
        List<Section> sections = new ArrayList<>();
        String anchor = "";
        String heading = "";
        StringBuilder text = new StringBuilder();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading) {
                sections.add(new Section(anchor, heading, text.toString()));
                heading = words(node);
                anchor = anchors.generateId(heading);
                text.setLength(0);
            } else {
                text.append(TEXT.render(node)).append(' ');
            }
        }
        sections.add(new Section(anchor, heading, text.toString()));
        return sections.stream()
                .filter(section ->
                        !section.heading().isEmpty() || !section.text().isBlank())
                .toList();
    }
}
