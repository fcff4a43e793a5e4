package io.github.telnyxstream.stream.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tags and custom parameters of a start event, within limits: a stranger may send as many as fit a message, with names made
 * to collide. What is over a limit is left out and reported.
 */
final class KeptTexts {
    /** Of tags, and of parameters; Telnyx documents no limit, and nobody was seen to send more than ten. */
    static final int MAX_COUNT = 256;

    /** Of all names, values and tags together. */
    static final int MAX_CHARS = 256 << 10;

    private final List<String> tags = new ArrayList<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private int chars;
    private boolean tagsLeftOut;
    private boolean parametersLeftOut;

    void tag(@Nullable String tag) {
        if (tag == null) {
            return;
        }
        if (tags.size() >= MAX_COUNT || !fits(tag.length())) {
            tagsLeftOut = true;
        } else {
            tags.add(tag);
        }
    }

    void parameter(@Nullable String name, @Nullable String value) {
        if (name == null || value == null) {
            return;
        }
        if (parameters.size() >= MAX_COUNT || !fits(name.length() + value.length())) {
            parametersLeftOut = true;
        } else {
            parameters.put(name, value);
        }
    }

    private boolean fits(int more) {
        if (chars + more > MAX_CHARS) {
            return false;
        }
        chars += more;
        return true;
    }

    void noteWhatWasLeftOut(Envelope envelope) {
        String limit = " are more than " + MAX_COUNT + ", or too long; the rest of them is left out";
        if (tagsLeftOut) {
            envelope.odd("start.tags" + limit);
        }
        if (parametersLeftOut) {
            envelope.odd("start.custom_parameters" + limit);
        }
    }

    List<String> tags() {
        return tags;
    }

    Map<String, String> parameters() {
        return parameters;
    }
}
