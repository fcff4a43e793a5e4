package io.github.telnyxstream.callcontrol.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.telnyxstream.callcontrol.recording.RecordingDownloadException.Reason;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRulesTest {

    @TempDir
    Path folder;

    private Reason refusal(RecordingDownloader.Builder rules, String link) {
        try (RecordingDownloader downloader = rules.build()) {
            RecordingDownloadException refused = catchThrowableOfType(
                    RecordingDownloadException.class, () -> downloader.download(link, folder.resolve("message.wav")));
            assertThat(refused).as("has to be refused").isNotNull();
            return refused.reason();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://s3.amazonaws.com/telephony-recorder-prod/a.wav",
                "https://s3.amazonaws.com/another-bucket/a.wav",
                "https://s3.amazonaws.com/telephony-recorder-prod/../another-bucket/a.wav",
                "https://s3.amazonaws.com/telephony-recorder-prod/%2e%2e/another-bucket/a.wav",
                "https://s3.amazonaws.com.evil.example/telephony-recorder-prod/a.wav",
                "https://s3.amazonaws.com:8443/telephony-recorder-prod/a.wav",
                "https://s3.amazonaws.com:80/telephony-recorder-prod/a.wav",
                "https://user:pw@s3.amazonaws.com/telephony-recorder-prod/a.wav",
                "https://evil.example/telephony-recorder-prod/a.wav",
                "https://127.0.0.1/telephony-recorder-prod/a.wav",
                "file:///etc/passwd",
                ""
            })
    void goesToNoOtherPlaceThanAllowed(String link) {
        assertThat(refusal(RecordingDownloader.builder(), link)).isEqualTo(Reason.FORBIDDEN_ADDRESS);
    }

    @Test
    void allowsAPortOfItsOwnForThatPlaceOnly() throws Exception {
        LinkRules rules = new LinkRules(
                List.of(new LinkRules.Place("a.example", 443, "/"), new LinkRules.Place("b.example", 8443, "/x/")),
                false,
                false);

        assertThat(rules.check(HttpUrl.parse("https://a.example:443/y"))).isNotNull();
        assertThat(rules.check(HttpUrl.parse("https://b.example:8443/x/y"))).isNotNull();
        for (String other :
                List.of("https://a.example:8443/x/y", "https://b.example/x/y", "https://b.example:8443/y")) {
            assertThatThrownBy(() -> rules.check(HttpUrl.parse(other)))
                    .isInstanceOf(RecordingDownloadException.class)
                    .hasMessageContaining("port and path");
        }
        assertThatThrownBy(() -> RecordingDownloader.builder().allow("a.example", 0, "/"))
                .hasMessageContaining("1 to 65535");
        assertThatThrownBy(() -> RecordingDownloader.builder().allow("a.example", 443, "x"))
                .hasMessageContaining("pathPrefix");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bucket-of-somebody-else/a.wav",
                "/bucketeer",
                "/bucket%2fa.wav",
                "/bucket/..%2fother/a.wav",
                "/bucket/%2e%2e%2fother/a.wav",
                "/bucket/a%5c..%5cb",
                "/other/bucket/a.wav"
            })
    void allowsWholeSegmentsAndNoWayUp(String path) throws Exception {
        for (String prefix : List.of("/bucket", "/bucket/")) {
            LinkRules rules = new LinkRules(List.of(new LinkRules.Place("a.example", 443, prefix)), false, false);
            assertThat(rules.check(HttpUrl.parse("https://a.example/bucket/a..b/c.wav?d=/..")))
                    .isNotNull();
            assertThatThrownBy(() -> rules.check(HttpUrl.parse("https://a.example" + path)))
                    .as("%s below %s", path, prefix)
                    .isInstanceOf(RecordingDownloadException.class);
        }
    }

    @Test
    void namesTheLimitOfADownloadThatMakesNoSense() {
        Duration some = Duration.ofSeconds(1);
        RecordingDownloader.Builder builder = RecordingDownloader.builder();

        assertThatThrownBy(() -> builder.limits(0, some, some)).hasMessageContaining("maxBytes");
        assertThatThrownBy(() -> builder.limits(1, Duration.ofSeconds(-1), some))
                .hasMessageContaining("maxTime");
        assertThatThrownBy(() -> builder.limits(1, some, Duration.ofNanos(1))).hasMessageContaining("stallTime");
        assertThatThrownBy(() -> builder.limits(1, Duration.ofDays(200_000), some))
                .hasMessage("maxTime is PT4800000H, must be 1 ms to 1 day");
        assertThatThrownBy(() -> builder.limits(1, some, Duration.ofDays(2))).hasMessageContaining("stallTime");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/x",
                "https://127.0.0.1/x",
                "https://[::1]/x",
                "https://169.254.169.254/x",
                "https://10.0.0.1/x"
            })
    void connectsToNoAddressThatIsNotPublic(String link) {
        RecordingDownloader.Builder builder = RecordingDownloader.builder();
        for (String host : List.of("localhost", "127.0.0.1", "::1", "169.254.169.254", "10.0.0.1")) {
            builder.allow(host, "/");
        }

        assertThat(refusal(builder, link)).isEqualTo(Reason.FORBIDDEN_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.1.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "::808:808",
                "100::1",
                "fc00::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001:2::1",
                "2001:db8::1",
                "3fff::1",
                "3fff:fff:ffff::1"
            })
    void knowsAddressesThatAreNotPublic(String address) throws Exception {
        assertThat(LinkRules.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "64:ff9b::a00:1", // NAT64 of 10.0.0.1
                "64:ff9b::7f00:1", // NAT64 of 127.0.0.1
                "64:ff9b::a9fe:a9fe", // NAT64 of 169.254.169.254
                "64:ff9b:1::808:808", // NAT64 of a prefix that is local to a network
                "2002:a00:1::", // 6to4 of 10.0.0.1
                "2002:c0a8:101::1", // 6to4 of 192.168.1.1
                "2001:0:808:808::f5ff:fffe", // Teredo of 10.0.0.1
                "2001:0:a00:1::f7f7:f7f7" // Teredo by way of a server at 10.0.0.1
            })
    void looksForPrivateAddressesInsideOthers(String address) throws Exception {
        assertThat(LinkRules.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "52.216.0.1",
                "8.8.8.8",
                "172.32.0.1",
                "192.0.1.1",
                "198.20.0.1",
                "2600:1f68::1",
                "2a00::1",
                "64:ff9b::808:808",
                "2001:200::1",
                "2002:808:808::1",
                "3fff:1000::1",
                "2001:0:808:808::f7f7:f7f7"
            })
    void knowsAddressesThatArePublic(String address) throws Exception {
        assertThat(LinkRules.isPublic(InetAddress.getByName(address))).isTrue();
    }
}
