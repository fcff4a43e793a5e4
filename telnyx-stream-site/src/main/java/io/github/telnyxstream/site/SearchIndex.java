package io.github.telnyxstream.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the search looks through: every section of every page. A script, because a page from a disk may load no JSON. */
final class SearchIndex {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SearchIndex() {}

    static String of(List<Page> pages) throws JsonProcessingException {
        List<Map<String, String>> sections = new ArrayList<>();
        for (Page page : pages) {
            for (Page.Section section : page.sections()) {
                sections.add(Map.of(
                        "page", page.title(),
                        "heading", section.heading(),
                        "url", section.anchor().isEmpty() ? page.target() : page.target() + "#" + section.anchor(),
                        "text", section.text().replaceAll("\\s+", " ").strip()));
            }
        }
        return "const SECTIONS = " + MAPPER.writeValueAsString(sections) + ";\n";
    }
}
