package io.github.telnyxstream.callcontrol.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.telnyxstream.callcontrol.recording.RecordingDownloadException.Reason;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingDownloaderTest {

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final byte[] audio = new byte[300_000];
    private final List<Long> progress = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private RecordingDownloader downloader;
    private Path target;

    @BeforeEach
    void start() throws Exception {
        server.start();
        new Random(7).nextBytes(audio);
        target = folder.resolve("message.wav");
        downloader = local().build();
    }

    @AfterEach
    void stop() {
        downloader.close();
        server.close();
    }

    private RecordingDownloader.Builder local() {
        return RecordingDownloader.builder()
                .allow(server.getHostName(), "/bucket/")
                .allowLocal()
                .time(System::nanoTime, pauses::add)
                .progress((done, total) -> progress.add(done))
                .limits(1 << 20, Duration.ofSeconds(60), Duration.ofSeconds(20));
    }

    private String link() {
        return server.url("/bucket/a.wav?sig=secret").toString();
    }

    private static Buffer buffer(byte[] bytes, int from) {
        return new Buffer().write(bytes, from, bytes.length - from);
    }

    private MockResponse.Builder whole() {
        return new MockResponse.Builder().body(buffer(audio, 0)).addHeader("ETag", "\"v1\"");
    }

    private MockResponse cutOff() {
        return new MockResponse.Builder()
                .body(new Buffer().write(audio, 0, 100_000))
                .addHeader("ETag", "\"v1\"")
                .setHeader("Content-Length", audio.length)
                .onResponseEnd(new SocketEffect.CloseSocket())
                .build();
    }

    private RecordingDownloadException failure(LinkSource links) {
        RecordingDownloadException failed =
                catchThrowableOfType(RecordingDownloadException.class, () -> downloader.download(links, target));
        assertThat(failed).as("has to fail").isNotNull();
        assertThat(failed.getMessage()).doesNotContain("secret");
        return failed;
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void savesAFileUnderItsNameWhenItIsComplete() throws Exception {
        server.enqueue(whole().build());

        assertThat(downloader.download(link(), target)).isEqualTo(audio.length);

        assertThat(Files.readAllBytes(target)).isEqualTo(audio);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().get("Authorization")).isNull();
        assertThat(progress).isSorted().endsWith((long) audio.length);
    }

    @Test
    void goesOnWhereABrokenDownloadStopped() throws Exception {
        server.enqueue(cutOff());
        server.enqueue(new MockResponse.Builder()
                .code(206)
                .addHeader("Content-Range", "bytes 100000-299999/300000")
                .body(buffer(audio, 100_000))
                .build());

        downloader.download(link(), target);

        assertThat(Files.readAllBytes(target)).isEqualTo(audio);
        server.takeRequest();
        RecordedRequest second = server.takeRequest();
        assertThat(second.getHeaders().get("Range")).isEqualTo("bytes=100000-");
        assertThat(second.getHeaders().get("If-Range")).isEqualTo("\"v1\"");
        assertThat(progress).isSorted();
    }

    @Test
    void goesOnWhenTheServerSendsLessThanTheRest() throws Exception {
        server.enqueue(cutOff());
        server.enqueue(new MockResponse.Builder()
                .code(206)
                .addHeader("Content-Range", "bytes 100000-199999/300000")
                .body(new Buffer().write(audio, 100_000, 100_000))
                .build());
        server.enqueue(new MockResponse.Builder()
                .code(206)
                .addHeader("Content-Range", "bytes 200000-299999/300000")
                .body(buffer(audio, 200_000))
                .build());

        downloader.download(link(), target);

        assertThat(Files.readAllBytes(target)).isEqualTo(audio);
    }

    @Test
    void doesNotTakeAPartForTheWholeThatItHasAskedFor() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(206)
                .addHeader("Content-Range", "bytes 0-99999/300000")
                .body(new Buffer().write(audio, 0, 100_000))
                .build());
        server.enqueue(whole().build());

        downloader.download(link(), target);

        assertThat(Files.readAllBytes(target)).isEqualTo(audio);
    }

    @Test
    void beginsNothingOnAnInterruptedThread() throws Exception {
        Thread.currentThread().interrupt();
        IOException stopped = catchThrowableOfType(IOException.class, () -> downloader.download(link(), target));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped).isInstanceOf(InterruptedIOException.class);
        assertThat(server.getRequestCount()).isZero();
        assertNothingLeft();
    }

    @Test
    void stopsWhenTheThreadIsInterruptedWhileBytesCome() throws Exception {
        server.enqueue(whole().build());
        downloader.close();
        downloader = local().progress((done, total) -> Thread.currentThread().interrupt())
                .build();

        IOException stopped = catchThrowableOfType(IOException.class, () -> downloader.download(link(), target));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped).isInstanceOf(InterruptedIOException.class);
        assertThat(target).doesNotExist();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void stopsWhenTheThreadIsInterruptedBetweenTwoTries() throws Exception {
        server.enqueue(cutOff());
        server.enqueue(whole().build());
        downloader.close();
        downloader = local().time(System::nanoTime, pause -> {
                    Thread.currentThread().interrupt();
                    new CountDownLatch(1).await();
                })
                .build();

        IOException stopped = catchThrowableOfType(IOException.class, () -> downloader.download(link(), target));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped).isInstanceOf(InterruptedIOException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void endsADownloadWhoseBytesAreComingWhenItIsClosedAndBeginsNoOther() throws Exception {
        CountDownLatch coming = new CountDownLatch(1);
        server.enqueue(whole().throttleBody(1, 1, TimeUnit.HOURS).build());
        downloader.close();
        downloader = local().progress((done, total) -> coming.countDown()).build();
        CompletableFuture<Long> download = CompletableFuture.supplyAsync(() -> {
            try {
                return downloader.download(link(), target);
            } catch (IOException failure) {
                throw new CompletionException(failure);
            }
        });
        Eventually.await(coming);

        downloader.close();

        Eventually.until(download::isDone);
        assertThat(download)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        RecordingDownloadException.class,
                        closed -> assertThat(closed.reason()).isEqualTo(Reason.CLOSED));
        assertThat(failure(this::link).reason()).isEqualTo(Reason.CLOSED);
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(target).doesNotExist();
    }

    @Test
    void endsThePauseOfADownloadWhenItIsClosed() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        server.enqueue(cutOff());
        downloader.close();
        downloader = local().time(System::nanoTime, pause -> {
                    asleep.countDown();
                    new CountDownLatch(1).await();
                })
                .build();
        CompletableFuture<RecordingDownloadException> failed = CompletableFuture.supplyAsync(() -> failure(this::link));
        Eventually.await(asleep);

        downloader.close();

        assertThat(Eventually.result(failed).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    void triesANameAgainThatCannotBeResolved() {
        downloader.close();
        downloader = local().allow("no-such-host.invalid", "/").build();

        assertThat(failure(() -> "http://no-such-host.invalid/a.wav").reason()).isEqualTo(Reason.INCOMPLETE);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void startsOverWhenTheFileHasChangedMeanwhile() throws Exception {
        byte[] other = "another file".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        server.enqueue(cutOff());
        server.enqueue(new MockResponse.Builder().body(buffer(other, 0)).build());

        downloader.download(link(), target);

        assertThat(Files.readAllBytes(target)).isEqualTo(other);
    }

    @Test
    void fetchesALinkAnewWhenItHasExpired() throws Exception {
        server.enqueue(new MockResponse.Builder().code(403).build());
        server.enqueue(whole().build());
        Queue<String> links = new ArrayDeque<>(List.of(link(), link() + "&fresh=1"));

        downloader.download(links::remove, target);

        assertThat(Files.size(target)).isEqualTo(audio.length);
        assertThat(failure(() -> {
                            server.enqueue(new MockResponse.Builder().code(403).build());
                            return link();
                        })
                        .reason())
                .isEqualTo(Reason.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void triesAgainAfterAStatusThatMayPass(int status) throws Exception {
        server.enqueue(new MockResponse.Builder().code(status).build());
        server.enqueue(whole().build());

        assertThat(downloader.download(this::link, target)).isEqualTo(audio.length);
        assertThat(pauses).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void trustsNoLengthThatCannotBeOne() {
        for (int i = 0; i < 4; i++) {
            server.enqueue(whole().setHeader("Content-Length", i % 2 == 0 ? "-5" : "3")
                    .addHeader("Content-Length", i % 2 == 0 ? "-5" : "4")
                    .build());
        }

        assertThat(failure(this::link).reason()).isEqualTo(Reason.INCOMPLETE);
        assertThat(target).doesNotExist();
    }

    @Test
    void leavesTheTargetAloneWhenItGivesUp() throws Exception {
        Files.writeString(target, "old");
        for (int i = 0; i < 4; i++) {
            server.enqueue(cutOff());
        }

        assertThat(failure(this::link).reason()).isEqualTo(Reason.INCOMPLETE);

        assertThat(target).hasContent("old");
        assertThat(folder.resolve("message.wav.part"))
                .as("kept to go on with later")
                .hasSize(100_000);
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void refusesFilesThatAreTooLongWhetherAnnouncedOrNot() throws Exception {
        byte[] long1 = new byte[(1 << 20) + 1];
        server.enqueue(new MockResponse.Builder().body(buffer(long1, 0)).build());
        assertThat(failure(this::link).reason()).isEqualTo(Reason.TOO_LONG);
        server.enqueue(
                new MockResponse.Builder().chunkedBody(buffer(long1, 0), 8192).build());
        assertThat(failure(this::link).reason()).isEqualTo(Reason.TOO_LONG);
        assertNothingLeft();
    }

    @Test
    void givesUpOnAServerThatTakesTooLong() throws Exception {
        downloader.close();
        downloader = local().limits(1 << 20, Duration.ofMillis(300), Duration.ofSeconds(20))
                .build();
        server.enqueue(whole().throttleBody(10, 1, TimeUnit.SECONDS).build());

        assertThat(failure(this::link).reason()).isEqualTo(Reason.TOO_SLOW);
        assertThat(target).doesNotExist();
    }

    @Test
    void checksRedirectsLikeLinks() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "/bucket/b.wav")
                .build());
        server.enqueue(whole().build());
        assertThat(downloader.download(link(), target)).isEqualTo(audio.length);

        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "/private/b.wav")
                .build());
        assertThat(failure(this::link).reason()).isEqualTo(Reason.FORBIDDEN_ADDRESS);
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "http://169.254.169.254/")
                .build());
        assertThat(failure(this::link).reason()).isEqualTo(Reason.FORBIDDEN_ADDRESS);
        for (int i = 0; i < 6; i++) {
            server.enqueue(new MockResponse.Builder()
                    .code(302)
                    .addHeader("Location", "/bucket/b.wav")
                    .build());
        }
        assertThat(failure(this::link).reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void saysWhenTheFolderIsMissing() {
        IOException failed = catchThrowableOfType(
                IOException.class, () -> downloader.download(link(), folder.resolve("none/x.wav")));

        assertThat(failed).isNotInstanceOf(RecordingDownloadException.class);
    }
}
