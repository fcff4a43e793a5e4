package io.github.telnyxstream.examples.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.testkit.caller.Murmur;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser sees of the messages, and what a stranger does not. */
class InboxIT {
    private static final String PASSWORD = "correct horse battery";
    private static final String FIRST = "20261122-153124-311e9b11023b";
    private static final String SECOND = "20261123-080000-0123456789ab";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private StreamServer server;

    @BeforeEach
    void start() throws IOException {
        leave(FIRST, "+15550100001", "2026-11-22T15:31:24.5Z", 3000);
        leave(SECOND, "<script>alert(1)</script>", "2026-11-23T08:00:00Z", 1000);
        Files.writeString(folder.resolve(FIRST + ".txt"), "I found your <b>umbrella</b>.");
        server = StreamServer.builder(StreamAcceptor.create(() -> new StreamListener() {}))
                .port(0)
                .health("/healthz")
                .requests(Inbox.of(folder, PASSWORD))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void leave(String name, String from, String startedAt, int millis) throws IOException {
        short[] pcm = Murmur.lasting(millis);
        try (WavWriter wav = WavWriter.create(folder.resolve(name + ".wav"), WavEncoding.PCM_16, 1, 8000)) {
            wav.write(pcm, 0, pcm.length);
        }
        Files.writeString(
                folder.resolve(name + ".json"),
                "{\"from\":\"%s\",\"started_at\":\"%s\",\"duration_ms\":%d}".formatted(from, startedAt, millis));
    }

    private HttpRequest.Builder request(String path, String password) {
        String both = Base64.getEncoder().encodeToString(("me:" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Basic " + both);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> delete(String name, String token) throws Exception {
        return send(request("/inbox/delete", PASSWORD)
                .POST(HttpRequest.BodyPublishers.ofString("name=" + name + "&token=" + token)));
    }

    private String page() throws Exception {
        HttpResponse<String> page = send(request("/", PASSWORD));
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    @Test
    void showsNothingToWhoDoesNotKnowThePassword() throws Exception {
        for (String path : List.of("/", "/inbox/" + FIRST + ".wav", "/inbox/style.css", "/elsewhere")) {
            for (String wrong : List.of("", "correct horse", PASSWORD + " ")) {
                assertThat(send(request(path, wrong)).statusCode()).isEqualTo(401);
            }
        }
        HttpRequest.Builder bare = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"));
        HttpResponse<String> asked = send(bare);
        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(asked.body()).doesNotContain("0100001", "umbrella");
    }

    @Test
    void wantsAPasswordThatCannotBeGuessedInAnAfternoon() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Inbox.of(folder, "12345678901"))
                .withMessageContaining("12 characters");
    }

    @Test
    void showsTheMessagesNewestFirstAndBelievesNoCaller() throws Exception {
        HttpResponse<String> page = send(request("/", PASSWORD));

        assertThat(page.body())
                .containsSubsequence("2 messages", SECOND, "+15550100001", "3 s", FIRST)
                .contains("I found your &lt;b&gt;umbrella&lt;/b&gt;.", "&lt;script&gt;")
                .doesNotContain("<script", "http://", "https://");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void playsAMessageAlsoFromItsMiddle() throws Exception {
        byte[] wav = Files.readAllBytes(folder.resolve(FIRST + ".wav"));
        HttpResponse<byte[]> whole = http.send(
                request("/inbox/" + FIRST + ".wav", PASSWORD).build(), HttpResponse.BodyHandlers.ofByteArray());
        HttpResponse<byte[]> part = http.send(
                request("/inbox/" + FIRST + ".wav", PASSWORD)
                        .header("Range", "bytes=1000-1099")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(whole.body()).isEqualTo(wav);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(wav, 1000, 1100));
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 1000-1099/" + wav.length);
        assertThat(send(request("/inbox/" + FIRST + ".wav", PASSWORD).header("Range", "bytes=9999999-"))
                        .statusCode())
                .isEqualTo(416);
    }

    @Test
    void opensNothingButMessages() throws Exception {
        Files.writeString(folder.resolve("secret.wav"), "secret");
        Files.writeString(folder.resolve("secret.json"), "{}");

        for (String path : List.of("/inbox/secret.wav", "/inbox/..%2Fsecret.wav", "/inbox/.wav", "/secret.json")) {
            assertThat(send(request(path, PASSWORD)).statusCode()).as(path).isIn(400, 404);
        }
        assertThat(page()).contains("2 messages").doesNotContain("secret");
    }

    @Test
    void deletesWhatItsOwnPageAsksFor() throws Exception {
        Matcher forms = Pattern.compile("value=\"([^\"]+)\"><input[^>]* value=\"([0-9a-f]{64})\"")
                .matcher(page());
        assertThat(forms.find()).isTrue();
        assertThat(forms.group(1)).isEqualTo(SECOND);
        String token = forms.group(2);

        assertThat(delete(FIRST, token).statusCode()).isEqualTo(403);
        assertThat(delete(SECOND, "").statusCode()).isEqualTo(403);
        assertThat(page()).contains("2 messages");
        assertThat(delete(SECOND, token).statusCode()).isEqualTo(303);

        assertThat(page()).contains("1 message<").doesNotContain(SECOND);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(FIRST + ".wav", FIRST + ".json", FIRST + ".txt");
        }
    }

    @Test
    void forgetsWhatIsTooOld() throws Exception {
        Clock oneDayAfterTheFirst = Clock.fixed(Instant.parse("2026-11-23T16:00:00Z"), ZoneOffset.UTC);
        try (Retention retention = new Retention(folder, Duration.ofDays(1), oneDayAfterTheFirst)) {
            assertThat(retention.deleteOld()).isEqualTo(1);
            assertThat(retention.deleteOld()).isZero();
        }
        assertThat(page()).contains("1 message<", SECOND);
    }

    @Test
    void isDrawnByABrowserOnAPhonesScreen() throws Exception {
        Path chromium = Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("no Chromium here: the inbox was not looked at in a browser"));
        Path picture = Path.of("target", "inbox.png").toAbsolutePath();
        Files.deleteIfExists(picture);
        Path profile = folder.resolve("profile");

        Process browser = new ProcessBuilder(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile,
                        "--window-size=500,900",
                        "--screenshot=" + picture,
                        "http://me:" + PASSWORD.replace(" ", "%20") + "@127.0.0.1:" + server.port() + "/")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start();

        assertThat(browser.waitFor()).isZero();
        assertThat(Files.size(picture)).isGreaterThan(5000);
    }
}
