package io.github.telnyxstream.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates that are renewed while the server runs. */
final class TlsIT {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private Path keyStore(String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    /** The name in the certificate that is shown to a new connection; whoever signed it. */
    private static String nameShownBy(StreamServer server) throws Exception {
        X509TrustManager anybody = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {anybody}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    @Test
    void showsARenewedCertificateWithoutARestart() throws Exception {
        Path file = folder.resolve("shown.p12");
        Files.copy(keyStore("first"), file);
        try (StreamAcceptor acceptor = StreamAcceptor.create(() -> new StreamListener() {});
                StreamServer server = StreamServer.builder(acceptor)
                        .host("127.0.0.1")
                        .port(0)
                        .tls(TlsKeyStore.of(file, PASSWORD))
                        .keyStoreScanSeconds(1)
                        .start()) {
            assertThat(nameShownBy(server)).isEqualTo("CN=first");
            Files.copy(keyStore("second"), file, StandardCopyOption.REPLACE_EXISTING);
            Eventually.until(() -> nameShownBy(server).equals("CN=second"));
        }
    }

    @Test
    void namesAKeyStoreThatIsMissing() {
        Path missing = folder.resolve("missing.p12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsKeyStore.of(missing, PASSWORD))
                .withMessageContaining("missing.p12 cannot be read");
    }

    @Test
    void showsNoPassword() throws Exception {
        assertThat(TlsKeyStore.of(keyStore("any"), "open sesame").toString()).doesNotContain("sesame");
    }
}
