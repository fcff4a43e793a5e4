package io.github.telnyxstream.callcontrol.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.oracle.Delivery.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our judgement of signed webhooks against that of Telnyx's own SDK, in both directions. */
class SignatureOracleIT {

    private static Path home;

    @BeforeAll
    static void install() throws Exception {
        home = OfficialSdk.require();
        Files.copy(
                Path.of("src/test/node/unwrap.mjs"), home.resolve("unwrap.mjs"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void acceptsAndRefusesWebhooksAsTheSdkDoesExceptWhereItIsStricterOnPurpose() throws Exception {
        Deliveries signed = new Deliveries();
        List<Delivery> deliveries = signed.all();
        OfficialSdk.Run sdk = OfficialSdk.run(
                home,
                deliveries.stream()
                        .map(delivery -> delivery.line(signed.publicKey()))
                        .collect(Collectors.joining("\n")),
                "node",
                "unwrap.mjs");
        List<String> theirs = sdk.output().lines().toList();

        assertThat(theirs).as(sdk.output()).hasSameSizeAs(deliveries);
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < theirs.size(); i++) {
            Delivery delivery = deliveries.get(i);
            String ours = delivery.judgedByUs(signed.publicKey());
            String expectedOfThem = delivery.expected() == Verdict.REFUSED ? "refused" : "accepted";
            all.assertThat(theirs.get(i)).as("the SDK: %s", delivery.what()).startsWith(expectedOfThem);
            all.assertThat(ours)
                    .as("ours: %s", delivery.what())
                    .isEqualTo(delivery.expected() == Verdict.ACCEPTED ? theirs.get(i) : "refused");
        }
        all.assertAll();
    }
}
