package io.github.telnyxstream.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/**
 * The list of pages beside each page. Its groups are those of the front page's last table, so that whoever adds a page there has
 * it here.
 *
 * @param groups title to pages
 */
record Navigation(Map<String, List<Page>> groups) {
    static Navigation of(Page front, List<Page> pages) {
        Map<String, Page> byTarget = new LinkedHashMap<>();
        pages.forEach(page -> byTarget.put(page.target(), page));
        Map<String, List<Page>> groups = new LinkedHashMap<>();
        for (TableRow row : lastTable(front.document())) {
            List<Page> linked = new ArrayList<>();
            row.accept(new AbstractVisitor() {
                @Override
                public void visit(Link link) {
                    Page page = byTarget.get(link.getDestination().replaceFirst("#.*", ""));
                    if (page != null && !linked.contains(page)) {
                        linked.add(page);
                    }
                }
            });
            groups.put(text(row.getFirstChild()), linked);
        }
        return new Navigation(groups);
    }

    private static List<TableRow> lastTable(Node document) {
        List<TableRow> rows = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomBlock block) {
                visitChildren(block);
            }

            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableBody) {
                    rows.clear();
                }
                if (node instanceof TableRow row && row.getParent() instanceof TableBody) {
                    rows.add(row);
                }
                visitChildren(node);
            }
        });
        return rows;
    }

    private static String text(Node cell) {
        StringBuilder text = new StringBuilder();
        if (cell instanceof TableCell) {
            cell.accept(new AbstractVisitor() {
                @Override
                public void visit(org.commonmark.node.Text words) {
                    text.append(words.getLiteral());
                }
            });
        }
        return text.toString();
    }
}
