package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.ApiRequest;
import io.github.telnyxstream.callcontrol.ApiResponse;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.wire.Json;
import io.github.telnyxstream.callcontrol.wire.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The recordings and transcripts of an account.
 *
 * <p><b>Threads:</b> immutable and thread-safe; requests are made on the calling thread.
 *
 * <p><b>Failure:</b> {@code CallControlException} if Telnyx refuses or does not answer.
 */
public final class Recordings {

    private static final String RECORDINGS = "recordings";
    private static final int BATCH = 100;
    private static final String TRANSCRIPTS = "recording_transcriptions";

    private final CallControl calls;

    private Recordings(CallControl calls) {
        this.calls = Objects.requireNonNull(calls, "calls");
    }

    /**
     * Recordings by way of a client.
     *
     * @param calls the client, which stays the caller's
     * @return the recordings
     */
    public static Recordings create(CallControl calls) {
        Objects.requireNonNull(calls, "calls");
        return new Recordings(calls);
    }

    /**
     * Lists recordings. A page of 100 is fetched when its first element is asked for. None comes twice, and none is left out
     * because others are deleted meanwhile: when their number has become smaller, the pages are asked for again until they hold
     * nothing new. To delete all, {@link #deleteAll(RecordingFilter)} does not depend on that number.
     *
     * @param filter which
     * @return a lazy sequential stream; it remembers the ids it has given
     */
    public Stream<Recording> list(RecordingFilter filter) {
        Objects.requireNonNull(filter, "filter");
        return stream(new Pages<>(calls, RECORDINGS, filter.query(), Recording::read));
    }

    /**
     * One recording, with fresh links.
     *
     * @param id its id
     * @return the recording
     */
    public Recording retrieve(String id) {
        Objects.requireNonNull(id, "id");
        return Recording.read(data(RECORDINGS, id));
    }

    /**
     * Deletes a recording for good. When an answer got lost and a second try finds nothing to delete, that is a success.
     *
     * @param id its id
     */
    public void delete(String id) {
        Objects.requireNonNull(id, "id");
        calls.request(ApiRequest.delete(RECORDINGS, id));
    }

    /**
     * Deletes several recordings for good.
     *
     * @param ids their ids; nothing happens when there are none
     */
    public void deleteAll(Collection<String> ids) {
        Objects.requireNonNull(ids, "ids");
        if (!ids.isEmpty()) {
            List<String> path = List.of(RECORDINGS, "actions", "delete");
            calls.request(new ApiRequest("POST", path, Map.of(), Map.of("ids", List.copyOf(ids)), true));
        }
    }

    /**
     * Deletes all recordings of a filter for good, those that are stored meanwhile included; lists until there is nothing that
     * it has not deleted.
     *
     * @param filter which; {@link RecordingFilter#ALL} means the whole account
     * @return how many were deleted
     */
    public long deleteAll(RecordingFilter filter) {
        Objects.requireNonNull(filter, "filter");
        Set<String> deleted = new HashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            Iterator<Recording> found = list(filter).iterator();
            List<String> batch = new ArrayList<>();
            while (found.hasNext()) {
                String id = found.next().id();
                if (!id.isEmpty() && deleted.add(id)) {
                    batch.add(id);
                    more = true;
                }
                if (batch.size() == BATCH || !found.hasNext()) {
                    deleteAll(batch);
                    batch.clear();
                }
            }
        }
        return deleted.size();
    }

    /**
     * Downloads a recording; a link that expires on the way is fetched anew.
     *
     * @param id its id
     * @param downloader limits and rules
     * @param target the file; it appears when it is complete, and replaces one that is there
     * @return its size in bytes
     * @throws IOException if it cannot be fetched or written; {@link RecordingDownloadException} says why
     */
    public long download(String id, RecordingDownloader downloader, Path target) throws IOException {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(downloader, "downloader");
        Objects.requireNonNull(target, "target");
        return downloader.download(
                () -> retrieve(id)
                        .links()
                        .best()
                        .orElseThrow(() -> new RecordingDownloadException(
                                RecordingDownloadException.Reason.NO_LINK, "the recording has no link yet", 0, null)),
                target);
    }

    /**
     * Lists transcripts, as {@link #list} does recordings.
     *
     * @param filter which; by recording and time of creation
     * @return a lazy sequential stream
     */
    public Stream<Transcript> transcripts(RecordingFilter filter) {
        Objects.requireNonNull(filter, "filter");
        return stream(new Pages<>(calls, TRANSCRIPTS, filter.query(), Transcript::read));
    }

    /**
     * One transcript.
     *
     * @param id its id
     * @return the transcript
     */
    public Transcript transcript(String id) {
        Objects.requireNonNull(id, "id");
        return Transcript.read(data(TRANSCRIPTS, id));
    }

    /**
     * Deletes a transcript for good.
     *
     * @param id its id
     */
    public void deleteTranscript(String id) {
        Objects.requireNonNull(id, "id");
        calls.request(ApiRequest.delete(TRANSCRIPTS, id));
    }

    private JsonFields data(String resource, String id) {
        ApiResponse response = calls.request(ApiRequest.get(resource, id));
        JsonFields data = read(response, resource).object("data");
        if (!data.isObject()) {
            throw response.unreadable("GET " + resource, null);
        }
        return data;
    }

    /** The whole answer, which has {@code data}. */
    static JsonFields read(ApiResponse response, String resource) {
        JsonFields answer;
        try {
            answer = new JsonFields(Json.read(response.json().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException notJson) {
            throw response.unreadable("GET " + resource, notJson);
        }
        if (!answer.isObject() || !answer.has("data")) {
            throw response.unreadable("GET " + resource, null);
        }
        return answer;
    }

    private static <T> Stream<T> stream(Pages<T> pages) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }
}
