package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.ApiRequest;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.wire.JsonFields;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;

/** Fetches one page after the other, each when its first element is asked for. One thread at a time. */
final class Pages<T> implements Iterator<T> {

    private static final int PAGE_SIZE = 100;

    private final CallControl calls;
    private final String resource;
    private final Map<String, String> query;
    private final Function<JsonFields, T> reader;
    private final Queue<T> fetched = new ArrayDeque<>();
    private int nextPage = 1;
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
        pageQuery.put("page[number]", String.valueOf(nextPage++));
        pageQuery.put("page[size]", String.valueOf(PAGE_SIZE));
        JsonFields body = Recordings.read(
                calls.request(new ApiRequest("GET", List.of(resource), pageQuery, null, true)), resource);
        List<JsonFields> elements = body.objects("data");
        elements.forEach(element -> fetched.add(reader.apply(element)));
        Long pages = body.object("meta").whole("total_pages");
        last = elements.isEmpty() || (pages == null ? elements.size() < PAGE_SIZE : nextPage > pages);
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException(resource);
        }
        return fetched.remove();
    }
}
