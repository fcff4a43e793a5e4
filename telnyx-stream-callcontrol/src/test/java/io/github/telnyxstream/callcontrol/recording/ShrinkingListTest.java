package io.github.telnyxstream.callcontrol.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listing what changes while it is listed. */
class ShrinkingListTest {

    private final MockWebServer server = new MockWebServer();
    private final RecordingStore store = new RecordingStore();
    private CallControl calls;
    private Recordings recordings;

    @BeforeEach
    void start() throws Exception {
        server.setServerSocketFactory(new PromptSockets());
        server.setDispatcher(store);
        server.start();
        calls = CallControl.builder("KEYx")
                .baseUrl(server.url("/v2").toString())
                .build();
        recordings = Recordings.create(calls);
    }

    @AfterEach
    void stop() {
        calls.close();
        server.close();
    }

    private void store(int count) {
        store.ids.addAll(IntStream.range(0, count).mapToObj(i -> "r" + i).toList());
    }

    @ParameterizedTest
    @CsvSource({"300, true", "300, false", "150, true", "101, true", "350, true", "100, false"})
    void leavesNoneWhenEachIsDeletedAsItIsListed(int count, boolean tellsTotals) {
        store(count);
        store.tellsTotals = tellsTotals;
        List<String> listed = new ArrayList<>();

        recordings.list(RecordingFilter.ALL).forEach(recording -> {
            listed.add(recording.id());
            recordings.delete(recording.id());
        });

        assertThat(store.ids).isEmpty();
        assertThat(listed).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void asksForEachPageOnceWhenNothingGoes() {
        store(300);

        assertThat(recordings.list(RecordingFilter.ALL)).hasSize(300);
        assertThat(store.lists).hasValue(3);
    }

    @Test
    void givesNoneTwiceWhenOthersComeInFront() {
        store(250);
        store.meanwhile = () -> store.ids.add(0, "r" + (1000 + store.lists.get()));

        assertThat(recordings.list(RecordingFilter.ALL).map(Recording::id))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(249);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void deletesAllThoughOthersComeMeanwhile(boolean tellsTotals) {
        store(350);
        store.tellsTotals = tellsTotals;
        store.meanwhile = () -> {
            if (store.lists.get() < 10) { // as many as a page deletes, so that the total tells nothing
                store.ids.addAll(IntStream.range(0, 100)
                        .mapToObj(i -> "r" + (1000 * store.lists.get() + i))
                        .toList());
            }
        };

        long deleted = recordings.deleteAll(RecordingFilter.ALL);

        assertThat(store.ids).isEmpty();
        assertThat(deleted).isEqualTo(350 + 9 * 100);
    }

    @Test
    void makesNoRequestToDeleteNothing() {
        assertThat(recordings.deleteAll(RecordingFilter.ALL)).isZero();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }
}
