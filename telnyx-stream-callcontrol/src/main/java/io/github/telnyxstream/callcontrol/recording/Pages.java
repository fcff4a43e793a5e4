package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.ApiRequest;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.wire.JsonFields;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one page after the other, each when its first element is asked for. Pages are counted from the start, so when elements go
 * while they are listed, those behind move forward, and some are on no page that is still asked for; when the total has become
 * smaller, or is not told, the pages are gone through again until they hold nothing new. One thread at a time.
 */
final class Pages<T> implements Iterator<T> {

    private static final int PAGE_SIZE = 100;

    private final CallControl calls;
    private final String resource;
    private final Map<String, String> query;
    private final Function<JsonFields, T> reader;
    private final Queue<T> fetched = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private int nextPage = 1;
    private @Nullable Long total;
    private boolean mayHaveMoved;
    private boolean foundNew;
    private boolean last;

    Pages(CallControl calls, String resource, Map<String, String> query, Function<JsonFields, T> reader) {
        this.calls = calls;
        this.resource = resource;
        this.query = query;
        this.reader = reader;
    }

    @Override
    public boolean hasNext() {
        while (fetched.isEmpty() && !last) {
            fetch();
        }
        return !fetched.isEmpty();
    }

    private void fetch() {
        Map<String, String> pageQuery = new LinkedHashMap<>(query);
        pageQuery.put("page[number]", String.valueOf(nextPage));
        pageQuery.put("page[size]", String.valueOf(PAGE_SIZE));
        JsonFields body = Recordings.read(
                calls.request(new ApiRequest("GET", List.of(resource), pageQuery, null, true)), resource);
        List<JsonFields> elements = body.objects("data");
        for (JsonFields element : elements) {
            String id = element.textOrEmpty("id");
            if (id.isEmpty() || seen.add(id)) {
                fetched.add(reader.apply(element));
                foundNew = true;
            }
        }
        JsonFields meta = body.object("meta");
        Long pages = meta.whole("total_pages");
        noteTotal(meta.whole("total_results"));
        nextPage++;
        if (elements.isEmpty() || (pages == null ? elements.size() < PAGE_SIZE : nextPage > pages)) {
            endOfPages();
        }
    }

    private void noteTotal(@Nullable Long now) {
        if (nextPage > 1) {
            mayHaveMoved |= now == null || total == null || now < total;
        }
        total = now;
    }

    /** All of them again, if some may have been missed; a pass that brings nothing new is the last. */
    private void endOfPages() {
        last = !(mayHaveMoved && foundNew);
        nextPage = 1;
        mayHaveMoved = false;
        foundNew = false;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException(resource);
        }
        return fetched.remove();
    }
}
