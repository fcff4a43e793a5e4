package io.github.telnyxstream.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.fault.Forgery;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said to those whose program believes strangers. */
class StrangersTest {
    private static List<String> believed(Set<Forgery> taken, int status) {
        return Strangers.believed(Arrays.stream(Forgery.values())
                .collect(Collectors.toMap(
                        forgery -> forgery,
                        forgery -> CompletableFuture.completedFuture(taken.contains(forgery) ? status : 403))));
    }

    @Test
    void hasALineForEachForgeryAndOneThatSaysWhatToDo() {
        List<String> wrongs = believed(EnumSet.allOf(Forgery.class), 202);

        assertThat(wrongs).hasSize(Forgery.values().length + 1).doesNotHaveDuplicates();
        assertThat(wrongs.subList(0, wrongs.size() - 1))
                .allMatch(line -> line.startsWith("your program believes strangers: it answered 202 to a webhook "));
        assertThat(wrongs.get(wrongs.size() - 1))
                .contains(
                        "Verify telnyx-signature-ed25519", "TELNYX_PUBLIC_KEY", "401 or 403", "--skip webhooks-forged");
    }

    @Test
    void speaksOfTheTimeWhereOnlyTheTimeIsNotLookedAt() {
        assertThat(believed(EnumSet.of(Forgery.STALE, Forgery.FROM_THE_FUTURE), 200))
                .hasSize(3)
                .last()
                .asString()
                .contains("Refuse a telnyx-timestamp")
                .doesNotContain("Verify telnyx-signature");
    }

    @Test
    void takesNothingButASuccessForBelief() {
        for (int status : new int[] {0, 301, 400, 401, 404, 500}) {
            assertThat(believed(EnumSet.allOf(Forgery.class), status)).isEmpty();
        }
    }
}
