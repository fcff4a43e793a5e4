package io.github.telnyxstream.callcontrol.recording;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/** Recordings that are listed in pages and really go when they are deleted, as on Telnyx's side. */
final class RecordingStore extends Dispatcher {

    final List<String> ids = new CopyOnWriteArrayList<>();
    final AtomicInteger lists = new AtomicInteger();
    volatile boolean tellsTotals = true;

    /** What happens just before a list is made. */
    volatile Runnable meanwhile = () -> {};

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        if (request.getMethod().equals("GET")) {
            lists.incrementAndGet();
            meanwhile.run();
            return page(
                    Integer.parseInt(url.queryParameter("page[number]")),
                    Integer.parseInt(url.queryParameter("page[size]")));
        }
        if (request.getMethod().equals("DELETE")) {
            ids.remove(url.pathSegments().get(2));
        } else {
            ids.removeAll(Pattern.compile("r\\d+")
                    .matcher(request.getBody().utf8())
                    .results()
                    .map(found -> found.group())
                    .toList());
        }
        return new MockResponse.Builder().body("{\"data\":{}}").build();
    }

    private MockResponse page(int number, int size) {
        List<String> all = List.copyOf(ids);
        String data = all.stream()
                .skip((long) (number - 1) * size)
                .limit(size)
                .map(id -> "{\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(","));
        String meta = tellsTotals
                ? "{\"page_number\":" + number + ",\"total_pages\":" + (all.size() + size - 1) / size
                        + ",\"total_results\":" + all.size() + "}"
                : "{}";
        return new MockResponse.Builder()
                .body("{\"data\":[" + data + "],\"meta\":" + meta + "}")
                .build();
    }
}
