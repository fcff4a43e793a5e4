package io.github.telnyxstream.site;

import java.util.Set;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.CoreHtmlNodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/** Pictures for what is written as Mermaid; other code as it is. */
final class DiagramRenderer implements NodeRenderer {
    private final HtmlNodeRendererContext context;
    private final CoreHtmlNodeRenderer code;

    DiagramRenderer(HtmlNodeRendererContext context) {
        this.context = context;
        this.code = new CoreHtmlNodeRenderer(context);
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FencedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof FencedCodeBlock block && block.getInfo().equals("mermaid")) {
            context.getWriter().raw(SequenceDiagram.svg(block.getLiteral()));
        } else {
            code.render(node);
        }
    }
}
