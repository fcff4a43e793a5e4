package io.github.telnyxstream.examples.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import marytts.datatypes.MaryData;
import marytts.datatypes.MaryDataType;
import marytts.datatypes.MaryXML;
import marytts.modules.InternalModule;
import marytts.util.dom.MaryDomUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Splits English text into sentences and words for MaryTTS, in the place of JTok, which no repository has any more. */
public final class MaryTokens extends InternalModule {
    private static final Pattern TOKEN =
            Pattern.compile("\\p{L}+\\.(?:\\p{L}\\.)+|[\\p{L}\\p{N}]+(?:['’.,:-][\\p{L}\\p{N}]+)*|[^\\s\\p{L}\\p{N}]");

    private static final Set<String> SHORTENED = Set.of("mr", "mrs", "ms", "dr", "st", "prof", "no", "vs");
    private static final Set<String> ENDS = Set.of(".", "!", "?");

    /** For MaryTTS, which makes it by its name. */
    public MaryTokens() {
        super("MaryTokens", MaryDataType.RAWMARYXML, MaryDataType.TOKENS, Locale.ENGLISH);
    }

    @Override
    public MaryData process(MaryData raw) {
        Document document = raw.getDocument();
        List<Node> texts = new ArrayList<>();
        collect(document.getDocumentElement(), texts);
        for (Node text : texts) {
            Element parent = (Element) text.getParentNode();
            Element paragraph =
                    parent.getTagName().equals(MaryXML.PARAGRAPH) ? parent : append(parent, MaryXML.PARAGRAPH);
            split(text.getNodeValue(), paragraph);
            parent.removeChild(text);
        }
        MaryData tokens = new MaryData(getOutputType(), raw.getLocale());
        tokens.setDocument(document);
        return tokens;
    }

    private static void collect(Node node, List<Node> texts) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE && !child.getNodeValue().isBlank()) {
                texts.add(child);
            } else {
                collect(child, texts);
            }
        }
    }

    private static void split(String text, Element paragraph) {
        Element sentence = null;
        for (String token : tokens(text)) {
            if (sentence == null) {
                sentence = append(paragraph, MaryXML.SENTENCE);
            }
            MaryDomUtils.setTokenText(append(sentence, MaryXML.TOKEN), token);
            if (ENDS.contains(token)) {
                sentence = null;
            }
        }
    }

    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (MatchResult match : TOKEN.matcher(text).results().toList()) {
            String token = match.group();
            int last = tokens.size() - 1;
            boolean isShortened = token.equals(".")
                    && last >= 0
                    && SHORTENED.contains(tokens.get(last).toLowerCase(Locale.ROOT))
                    && match.end() < text.stripTrailing().length();
            if (isShortened) {
                tokens.set(last, tokens.get(last) + ".");
            } else {
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static Element append(Element parent, String name) {
        return MaryXML.appendChildElement(parent, name);
    }
}
