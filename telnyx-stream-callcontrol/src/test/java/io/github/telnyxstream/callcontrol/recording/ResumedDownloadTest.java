package io.github.telnyxstream.callcontrol.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.telnyxstream.callcontrol.recording.RecordingDownloadException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
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

/** Downloads that go on with what an earlier one, of this process or another, has left. */
class ResumedDownloadTest {

    @TempDir
    Path folder;

    private static final String RESOURCE = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private final MockWebServer server = new MockWebServer();
    private final Storage storage = new Storage();
    private Path target;
    private Path part;
    private Path note;

    /** A server that can continue, and that cuts off answers while it is told to. */
    private static final class Storage extends Dispatcher {

        final List<String> ranges = new CopyOnWriteArrayList<>();
        volatile byte[] file = new byte[0];
        volatile String tag = "\"v1\"";
        volatile int cutAfterBytes = Integer.MAX_VALUE;
        volatile int nothingAfterBytes = Integer.MAX_VALUE;

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String range = request.getHeaders().get("Range");
            ranges.add(String.valueOf(range));
            boolean continued = range != null && tag.equals(request.getHeaders().get("If-Range"));
            int from = continued ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
            int count = Math.min(Math.min(file.length - from, cutAfterBytes), Math.max(0, nothingAfterBytes - from));
            MockResponse.Builder response = new MockResponse.Builder()
                    .code(continued ? 206 : 200)
                    .body(new Buffer().write(file, from, count))
                    .setHeader("Content-Length", file.length - from);
            if (!tag.isEmpty()) {
                response.addHeader("ETag", tag);
            }
            if (continued) {
                response.addHeader("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
            }
            if (from + count < file.length) {
                response.onResponseEnd(new SocketEffect.CloseSocket());
            }
            return response.build();
        }
    }

    @BeforeEach
    void start() throws Exception {
        server.setDispatcher(storage);
        server.start();
        storage.file = bytes(300_000, 7);
        target = folder.resolve("message.wav");
        part = folder.resolve("message.wav.part");
        note = folder.resolve("message.wav.part.note");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private RecordingDownloader.Builder local() {
        return RecordingDownloader.builder()
                .allow(server.getHostName(), "/bucket/")
                .allowLocal()
                .time(System::nanoTime, pause -> {})
                .limits(1 << 24, Duration.ofSeconds(120), Duration.ofSeconds(60));
    }

    private String link(String name) {
        return server.url("/bucket/" + name + "?sig=" + storage.ranges.size()).toString();
    }

    private long download(String name) throws IOException {
        try (RecordingDownloader downloader = local().build()) {
            return downloader.download(link(name), target);
        }
    }

    private RecordingDownloadException failsWhileCutAfter(int bytes) {
        storage.cutAfterBytes = bytes;
        storage.nothingAfterBytes = 4 * bytes;
        RecordingDownloadException failed =
                catchThrowableOfType(RecordingDownloadException.class, () -> download("a.wav"));
        storage.cutAfterBytes = Integer.MAX_VALUE;
        storage.nothingAfterBytes = Integer.MAX_VALUE;
        storage.ranges.clear();
        assertThat(failed).as("has to fail").isNotNull();
        assertThat(failed.reason()).isEqualTo(Reason.INCOMPLETE);
        return failed;
    }

    private void assertOnlyTheTargetIsLeft() throws IOException {
        assertThat(Files.readAllBytes(target)).isEqualTo(storage.file);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void goesOnWithWhatAnEarlierDownloaderHasLeft() throws Exception {
        failsWhileCutAfter(50_000); // four tries that get further, and three that do not

        assertThat(part).hasSize(200_000);
        assertThat(note).content().doesNotContain("sig=", "bucket", server.getHostName());
        assertThat(download("a.wav")).isEqualTo(300_000);
        assertThat(storage.ranges).containsExactly("bytes=200000-");
        assertOnlyTheTargetIsLeft();
    }

    @Test
    void doesNotGiveUpWhileEveryTryGetsFurther() throws Exception {
        storage.cutAfterBytes = 20_000;

        assertThat(download("a.wav")).isEqualTo(300_000);

        assertThat(storage.ranges).hasSize(15);
        assertOnlyTheTargetIsLeft();
    }

    @Test
    void goesOnWithWhatAKilledProcessHasForcedToTheDisk() throws Exception {
        storage.file = bytes(9 << 20, 8);
        Path killed = Files.createDirectory(folder.resolve("killed"));
        List<Long> progress = new ArrayList<>();
        try (RecordingDownloader downloader = local().progress((done, total) -> {
                    if (done > 6 << 20 && progress.isEmpty()) {
                        progress.add(done);
                        copy(part, killed.resolve(part.getFileName()));
                        copy(note, killed.resolve(note.getFileName()));
                    }
                })
                .build()) {
            downloader.download(link("a.wav"), target);
        }
        storage.ranges.clear();
        assertThat(killed.resolve("message.wav.part")).hasSize(progress.get(0));

        try (RecordingDownloader downloader = local().build()) {
            downloader.download(link("a.wav"), killed.resolve("message.wav"));
        }

        assertThat(storage.ranges).hasSize(1);
        assertThat(Long.parseLong(storage.ranges.get(0).replaceAll("\\D", ""))).isBetween(4L << 20, progress.get(0));
        assertThat(killed.resolve("message.wav")).hasSameBinaryContentAs(target);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void startsOverWhenTheFileHasChangedMeanwhile() throws Exception {
        failsWhileCutAfter(50_000);
        storage.file = bytes(250_000, 9);
        storage.tag = "\"v2\"";

        assertThat(download("a.wav")).isEqualTo(250_000);
        assertThat(storage.ranges).containsExactly("bytes=200000-");
        assertOnlyTheTargetIsLeft();
    }

    @Test
    void startsOverWhenTheServerContinuesAnotherFileUnderTheSameTag() throws Exception {
        failsWhileCutAfter(50_000);
        storage.file = bytes(250_000, 9);

        assertThat(download("a.wav")).isEqualTo(250_000);
        assertThat(storage.ranges).containsExactly("bytes=200000-", "null");
        assertOnlyTheTargetIsLeft();
    }

    @Test
    void doesNotContinueAnotherRecordingWithTheSameTarget() throws Exception {
        failsWhileCutAfter(50_000);
        storage.file = bytes(300_000, 9);

        assertThat(download("b.wav")).isEqualTo(300_000);
        assertThat(storage.ranges).containsExactly("null");
        assertOnlyTheTargetIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "W/\"v1\"", "v1"})
    void keepsNothingThatCouldNotBeContinued(String tag) throws Exception {
        storage.tag = tag;
        failsWhileCutAfter(50_000);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "something else",
                "telnyx-stream download 1\nr\n\"v1\"\n300000\n100000",
                "telnyx-stream download 1\n" + RESOURCE + "\n\"v\u00001\"\n300000\n100000",
                "telnyx-stream download 1\n" + RESOURCE + "\nW/\"v1\"\n300000\n100000",
                "telnyx-stream download 1\n" + RESOURCE + "\n\"v\u00e9\"\n300000\n100000",
                "telnyx-stream download 1\nr\n\"v1\"\n300000\nmany",
                "telnyx-stream download 1\nr\n\"v1\"\n300000\n-5",
                "telnyx-stream download 1\nr\n\"v1\"\n300000\n300001"
            })
    void startsOverWhenTheNoteMakesNoSense(String text) throws Exception {
        Files.write(part, bytes(200_000, 3));
        Files.writeString(note, text);

        assertThat(download("a.wav")).isEqualTo(300_000);
        assertThat(storage.ranges).containsExactly("null");
        assertOnlyTheTargetIsLeft();
    }

    @Test
    void trustsNoNoteThatPromisesMoreThanThereIsAndNoBytesBeyondTheNote() throws Exception {
        failsWhileCutAfter(50_000);
        Files.write(part, new byte[1000], StandardOpenOption.APPEND);
        assertThat(download("a.wav")).isEqualTo(300_000);
        assertThat(storage.ranges).containsExactly("bytes=200000-");
        assertOnlyTheTargetIsLeft();

        failsWhileCutAfter(50_000);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.truncate(199_999);
        }
        assertThat(download("a.wav")).isEqualTo(300_000);
        assertThat(storage.ranges).containsExactly("null");
        assertOnlyTheTargetIsLeft();
    }

    @Test
    void leavesAFileAloneThatSomebodyElseIsWorkingOn() throws Exception {
        failsWhileCutAfter(50_000);
        try (PartialFile theirs = PartialFile.open(target)) {
            assertThat(theirs.lengthBytes()).isEqualTo(200_000);

            assertThat(download("a.wav")).isEqualTo(300_000);

            assertThat(storage.ranges).containsExactly("null");
            assertThat(Files.readAllBytes(target)).isEqualTo(storage.file);
            assertThat(part).hasSize(200_000);
        }
        assertThat(note).exists();
        download("a.wav");
        assertOnlyTheTargetIsLeft();
    }

    @Test
    void writesThroughNoLinkThatStandsInItsWay() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Files.createSymbolicLink(part, precious);

        assertThat(download("a.wav")).isEqualTo(300_000);

        assertThat(precious).hasContent("precious");
        assertThat(Files.readAllBytes(target)).isEqualTo(storage.file);
        assertThat(Files.isRegularFile(target, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    /** A header of the download that goes on would be made of it. */
    @Test
    void isNotBlockedByANoteOfTheRightRecordingThatIsDamaged() throws Exception {
        failsWhileCutAfter(50_000);
        Files.writeString(note, Files.readString(note).replace("\"v1\"", "\"v\u0001\""));

        assertThat(download("a.wav")).isEqualTo(300_000);
        assertThat(storage.ranges).containsExactly("null");
        assertOnlyTheTargetIsLeft();
    }

    @Test
    void isNotBlockedByAFolderInThePlaceOfTheNote() throws Exception {
        Files.createDirectory(note);
        Files.writeString(note.resolve("x"), "somebody else's");

        assertThat(download("a.wav")).isEqualTo(300_000);
        assertThat(download("a.wav")).isEqualTo(300_000);

        assertThat(Files.readAllBytes(target)).isEqualTo(storage.file);
        assertThat(note.resolve("x")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "r--------"})
    void keepsTheModeOfTheFileThatItReplaces(String mode) throws Exception {
        Files.writeString(target, "old");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));

        download("a.wav");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo(mode);
        assertThat(Files.size(target)).isEqualTo(300_000);
    }
}
