package io.github.telnyxstream.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.telnyxstream.stream.Finding;
import io.github.telnyxstream.stream.StreamEnd;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.StreamObserver;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StreamMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMetrics metrics = StreamMetrics.of(registry);

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private double millis(String name) {
        return registry.get(name).timer().totalTime(TimeUnit.MILLISECONDS);
    }

    @Test
    void countsTheLivesOfStreams() {
        metrics.onOpened();
        metrics.onOpened();
        metrics.onOpened();
        metrics.onStarted(250_000_000);
        metrics.onFirstMedia(30_000_000);
        metrics.onClosed(StreamEnd.Kind.STOPPED, 4_000_000_000L);
        metrics.onFailed(StreamFailure.Kind.SILENT_PEER, 1_000_000_000L);

        assertThat(registry.get("telnyx.stream.active").gauge().value()).isEqualTo(1);
        assertThat(count("telnyx.stream.opened")).isEqualTo(3);
        assertThat(count("telnyx.stream.started")).isEqualTo(1);
        assertThat(millis("telnyx.stream.time_to_start")).isEqualTo(250);
        assertThat(millis("telnyx.stream.first_media")).isEqualTo(30);
        assertThat(millis("telnyx.stream.duration")).isEqualTo(5000);
        assertThat(count("telnyx.stream.closed", "cause", "stopped")).isEqualTo(1);
        assertThat(count("telnyx.stream.closed", "cause", "silent_peer")).isEqualTo(1);
        assertThat(count("telnyx.stream.closed", "cause", "no_start")).isZero();
    }

    @Test
    void countsConnectionsThatAreLostAndHowLongTheyAreAway() {
        metrics.onLost();
        metrics.onLost();
        metrics.onResumed(2_500_000_000L);

        assertThat(count("telnyx.stream.lost")).isEqualTo(2);
        assertThat(registry.get("telnyx.stream.resumed").timer().count()).isEqualTo(1);
        assertThat(millis("telnyx.stream.resumed")).isEqualTo(2500);
    }

    /** The page has a row for each, and nothing else. */
    @Test
    void areThoseOfThePage() throws IOException {
        CallControlMetrics.of(registry);
        Set<String> rows = Files.readAllLines(Path.of("..", "docs", "metrics.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Pattern.compile("`([a-z._]+)(\\{[a-z,]+})?`")
                        .matcher(line.substring(0, line.indexOf('|', 1)))
                        .results()
                        .map(name -> "telnyx.stream." + name.group(1)))
                .collect(Collectors.toSet());

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .allMatch(rows::contains);
        assertThat(rows).hasSizeGreaterThan(30);
    }

    @Test
    void countsRefusedHandshakesByTheirReason() {
        metrics.onHandshakeRefused(401);
        metrics.onHandshakeRefused(503);
        metrics.onHandshakeRefused(503);
        metrics.onHandshakeRefused(418);

        assertThat(count("telnyx.stream.handshake.rejected", "reason", "401")).isEqualTo(1);
        assertThat(count("telnyx.stream.handshake.rejected", "reason", "503")).isEqualTo(2);
        assertThat(count("telnyx.stream.handshake.rejected", "reason", "other")).isEqualTo(1);
    }

    @Test
    void measuresWhatArrives() {
        metrics.onFrameReceived(160, -1);
        metrics.onFrameReceived(160, 21_000_000);
        metrics.onInboundTrouble(1, 2, 3, 6, 4);
        metrics.onProtocolProblems(5);
        metrics.onListenerCall(2_000_000);
        metrics.onListenerFailure();

        assertThat(count("telnyx.stream.inbound.frames")).isEqualTo(2);
        assertThat(count("telnyx.stream.inbound.bytes")).isEqualTo(320);
        assertThat(registry.get("telnyx.stream.inbound.interarrival").timer().count())
                .isEqualTo(1);
        assertThat(count("telnyx.stream.inbound.gap")).isEqualTo(1);
        assertThat(count("telnyx.stream.inbound.reordered")).isEqualTo(2);
        assertThat(count("telnyx.stream.inbound.duplicates")).isEqualTo(3);
        assertThat(count("telnyx.stream.inbound.late")).isEqualTo(6);
        assertThat(count("telnyx.stream.mailbox.dropped")).isEqualTo(4);
        assertThat(count("telnyx.stream.inbound.problems")).isEqualTo(5);
        assertThat(millis("telnyx.stream.listener.time")).isEqualTo(2);
        assertThat(count("telnyx.stream.listener.errors")).isEqualTo(1);
    }

    @Test
    void measuresWhatLeaves() {
        metrics.onFramePaced(300);
        metrics.onPacerVisit(1_000_000);
        metrics.onUnderruns(2);
        metrics.onSent(3_000_000);
        metrics.onBacklog(120, 7, 2);
        metrics.onMarkReturned(90_000_000);

        assertThat(count("telnyx.stream.outbound.frames")).isEqualTo(1);
        assertThat(count("telnyx.stream.outbound.bytes")).isEqualTo(300);
        assertThat(millis("telnyx.stream.pacer.lateness")).isEqualTo(1);
        assertThat(count("telnyx.stream.underrun")).isEqualTo(2);
        assertThat(millis("telnyx.stream.send.time")).isEqualTo(3);
        assertThat(registry.get("telnyx.stream.outbox.millis").summary().max()).isEqualTo(120);
        assertThat(registry.get("telnyx.stream.mailbox.depth").summary().max()).isEqualTo(7);
        assertThat(registry.get("telnyx.stream.mark.pending").summary().max()).isEqualTo(2);
        assertThat(millis("telnyx.stream.mark.lateness")).isEqualTo(90);
    }

    @Test
    void countsFindingsByKind() {
        metrics.onFinding(Finding.Kind.NO_MEDIA);

        assertThat(count("telnyx.stream.finding", "kind", "no_media")).isEqualTo(1);
        assertThat(count("telnyx.stream.finding", "kind", "never_connected")).isZero();
    }

    @Test
    void hearsEverythingThatAnObserverIsTold() {
        Set<String> told = Arrays.stream(StreamObserver.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("on"))
                .collect(Collectors.toSet());
        Set<String> heard = Arrays.stream(StreamMetrics.class.getDeclaredMethods())
                .map(Method::getName)
                .collect(Collectors.toSet());

        assertThat(heard).containsAll(told);
    }

    @Test
    void tagsWithFewWordsAndNoIds() {
        assertThat(registry.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(Tag::getKey)
                .containsOnly("cause", "reason", "kind");
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .allMatch(id -> id.getName().startsWith("telnyx.stream."))
                .hasSizeLessThan(100);
        assertThatNullPointerException()
                .isThrownBy(() -> StreamMetrics.of(null))
                .withMessage("registry");
    }
}
