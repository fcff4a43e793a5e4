package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.callcontrol.network.NetworkSettings;
import io.github.telnyxstream.callcontrol.recording.RecordingDownloadException;
import io.github.telnyxstream.callcontrol.recording.RecordingDownloader;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way out of networks that let nobody out but through a proxy; the names of the far side are known to the proxy only. */
class ProxyTest {

    private static final String HOST = "api.telnyx.invalid";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("media:pass:wörd".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private static Path keys;

    private static KeyStore certificates;

    @TempDir
    private Path folder;

    private final MockWebServer telnyx = new MockWebServer();
    private ProxyStandIn proxy;

    /** The JDK's own tool; nothing of it is trusted by default. */
    @BeforeAll
    static void makeACertificate() throws Exception {
        Path file = keys.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "telnyx",
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit",
                        "-dname",
                        "CN=" + HOST,
                        "-ext",
                        "SAN=dns:" + HOST)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore pair = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            pair.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(pair, "changeit".toCharArray());
        serverTls = SSLContext.getInstance("TLS");
        serverTls.init(managers.getKeyManagers(), null, null);
        certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("telnyx", pair.getCertificate("telnyx"));
    }

    private static SSLContext serverTls;

    @BeforeEach
    void start() throws Exception {
        telnyx.useHttps(serverTls.getSocketFactory());
        telnyx.start();
        proxy = new ProxyStandIn(telnyx.getPort());
    }

    @AfterEach
    void stop() {
        proxy.close();
        telnyx.close();
    }

    private NetworkSettings.Builder byProxy() {
        return NetworkSettings.builder().trustStore(certificates).proxy("localhost", proxy.port());
    }

    private CallControl calls(NetworkSettings network) {
        return CallControl.builder(TelnyxStandIn.KEY)
                .baseUrl("https://" + HOST + "/v2")
                .network(network)
                .maxRetries(0)
                .build();
    }

    private void accepts() {
        telnyx.enqueue(new MockResponse.Builder()
                .body("{\"data\":{\"result\":\"ok\"}}")
                .build());
    }

    private CallControlException refusal(NetworkSettings network) {
        try (CallControl calls = calls(network)) {
            CallControlException refused = catchThrowableOfType(
                    CallControlException.class, () -> calls.call("c").answer());
            assertThat(refused).as("has to be refused").isNotNull();
            return refused;
        }
    }

    @Test
    void goesThroughATunnelWithoutResolvingTheNameItself() {
        accepts();
        try (CallControl calls = calls(byProxy().build())) {
            assertThat(calls.call("c").answer().result()).isEqualTo("ok");
        }
        assertThat(proxy.heads).singleElement().asString().startsWith("CONNECT " + HOST + ":443 ");
    }

    @Test
    void givesCredentialsWhenTheProxyHasAskedForThemAndToNobodyElse() throws Exception {
        proxy.asksForBasic(BASIC);
        accepts();
        try (CallControl calls =
                calls(byProxy().proxyCredentials("media", "pass:wörd").build())) {
            assertThat(calls.call("c").answer().result()).isEqualTo("ok");
        }
        assertThat(proxy.heads).hasSize(2);
        assertThat(proxy.heads.get(0)).doesNotContain("Proxy-Authorization", TelnyxStandIn.KEY);
        assertThat(proxy.heads.get(1)).contains("Proxy-Authorization: " + BASIC).doesNotContain(TelnyxStandIn.KEY);
        assertThat(telnyx.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
    }

    @Test
    void saysThatTheProxyWantsCredentialsAndDoesNotTryAgain() {
        proxy.asksForBasic(BASIC);

        CallControlException refused = refusal(byProxy().build());

        assertThat(refused.kind()).isEqualTo(Kind.PROXY);
        assertThat(refused.isRetryable()).isFalse();
        assertThat(refused).hasMessage("answer: the proxy localhost:" + proxy.port() + " wants credentials");
    }

    @Test
    void saysThatTheProxyDoesNotAcceptTheCredentials() {
        proxy.asksForBasic(BASIC);

        CallControlException refused =
                refusal(byProxy().proxyCredentials("media", "old").build());

        assertThat(refused.kind()).isEqualTo(Kind.PROXY);
        assertThat(refused.isRetryable()).isFalse();
        assertThat(refused).hasMessageContaining("does not accept these credentials");
        assertThat(proxy.heads).hasSize(2);
    }

    @Test
    void namesASchemeThatItDoesNotSpeak() {
        proxy.refuses("407 No\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: \u001b[2J", "nothing");

        CallControlException refused =
                refusal(byProxy().proxyCredentials("media", "x").build());

        assertThat(refused).hasMessageEndingWith("wants credentials by a scheme other than Basic: NTLM");
    }

    @Test
    void namesTheProxyWhereTheFailureIsTheProxys() throws Exception {
        proxy.refuses("403 Forbidden", "nothing");
        CallControlException forbidden = refusal(byProxy().build());
        assertThat(forbidden.kind()).isEqualTo(Kind.PROXY);
        assertThat(forbidden.isRetryable()).isFalse();
        assertThat(forbidden).hasMessageEndingWith("does not lead to " + HOST + ": HTTP 403");
        proxy.refuses("503 Busy", "nothing");
        assertThat(refusal(byProxy().build()).isRetryable()).isTrue();

        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        CallControlException gone = refusal(byProxy().proxy("localhost", free).build());
        assertThat(gone.kind()).isEqualTo(Kind.PROXY);
        assertThat(gone.isRetryable()).isTrue();
        assertThat(gone).hasMessageEndingWith("the proxy localhost:" + free + " takes no connection");

        CallControlException unknown =
                refusal(byProxy().proxy("no-such-proxy.invalid", 3128).build());
        assertThat(unknown.kind()).isEqualTo(Kind.PROXY);
        assertThat(unknown).hasMessageContaining("name of the proxy, no-such-proxy.invalid");
    }

    @Test
    void takesTheProxyAndTheCredentialsOfTheJvmUnlessTold() {
        proxy.asksForBasic(BASIC);
        accepts();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(new java.net.InetSocketAddress("localhost", proxy.port())));
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY && getRequestingPort() == proxy.port()
                        ? new PasswordAuthentication("media", "pass:wörd".toCharArray())
                        : null;
            }
        });
        try (CallControl calls =
                calls(NetworkSettings.builder().trustStore(certificates).build())) {
            assertThat(calls.call("c").answer().result()).isEqualTo("ok");
            assertThat(refusal(NetworkSettings.builder().noProxy().build()).kind())
                    .isEqualTo(Kind.UNKNOWN_HOST);
        } finally {
            Authenticator.setDefault(null);
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void trustsNobodyElse() {
        CallControlException distrust = refusal(
                NetworkSettings.builder().proxy("localhost", proxy.port()).build());

        assertThat(distrust.kind()).isEqualTo(Kind.TLS);
        assertThat(distrust.isRetryable()).isFalse();
    }

    @Test
    void leadsDownloadsTheSameWayThoughTheProxyStandsInAPrivateNetwork() throws Exception {
        proxy.asksForBasic(BASIC);
        telnyx.enqueue(new MockResponse.Builder().body("audio").build());
        Path target = folder.resolve("message.wav");
        try (RecordingDownloader downloader = RecordingDownloader.builder()
                .allow(HOST, "/bucket")
                .network(byProxy().proxyCredentials("media", "pass:wörd").build())
                .build()) {
            downloader.download("https://" + HOST + "/bucket/a.wav?sig=1", target);
        }
        assertThat(target).hasContent("audio");
        assertThat(proxy.heads).hasSize(2);
    }

    @Test
    void tellsADownloadThatTheProxyWantsCredentials() {
        proxy.asksForBasic(BASIC);
        try (RecordingDownloader downloader = RecordingDownloader.builder()
                .allow(HOST, "/bucket")
                .network(byProxy().build())
                .build()) {
            assertThatThrownBy(() -> downloader.download(
                            "https://" + HOST + "/bucket/a.wav?sig=1", folder.resolve("message.wav")))
                    .isInstanceOfSatisfying(
                            RecordingDownloadException.class,
                            refused ->
                                    assertThat(refused.reason()).isEqualTo(RecordingDownloadException.Reason.REFUSED))
                    .hasMessageContaining("wants credentials")
                    .hasMessageNotContaining("sig=");
        }
    }

    @Test
    void showsNoCredentials() {
        assertThat(byProxy().proxyCredentials("media", "secret").build().toString())
                .doesNotContain("media", "secret");
        assertThatThrownBy(() -> NetworkSettings.builder().proxy("", 3128)).hasMessageContaining("host");
        assertThatThrownBy(() -> NetworkSettings.builder().proxy("p", 0)).hasMessageContaining("port");
        assertThatThrownBy(() -> NetworkSettings.builder().proxyCredentials("a:b", "c"))
                .hasMessageContaining("colon");
    }
}
