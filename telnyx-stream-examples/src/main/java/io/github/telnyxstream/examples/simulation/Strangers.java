package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Webhooks that do not come from Telnyx, and what to say to somebody whose program takes them for genuine. */
final class Strangers {
    private static final String ANY =
            "anybody who finds the address can lead its calls. Verify telnyx-signature-ed25519 over"
                    + " the raw body with TELNYX_PUBLIC_KEY before you answer, and refuse with 401 or 403";
    private static final String OLD =
            "whoever once read a webhook can send it again. Refuse a telnyx-timestamp that is more than"
                    + " five minutes from now, with 401 or 403";
    private static final String ELSEWHERE =
            ". If something in front of your program verifies, send --webhook there, or --skip webhooks-forged";

    private Strangers() {}

    /** All kinds at once: to whoever works at one after the other they are not many. */
    static Map<Forgery, CompletableFuture<Integer>> send(TelnyxSimulator telnyx) {
        Map<Forgery, CompletableFuture<Integer>> answers = new EnumMap<>(Forgery.class);
        for (Forgery forgery : Forgery.values()) {
            answers.put(forgery, telnyx.forgeWebhook(forgery));
        }
        return answers;
    }

    /** What a program did wrong with them: it said 2xx. */
    static List<String> believed(Map<Forgery, CompletableFuture<Integer>> answers) {
        List<String> wrongs = new ArrayList<>();
        boolean onlyTime = true;
        for (Map.Entry<Forgery, CompletableFuture<Integer>> each : answers.entrySet()) {
            int status = each.getValue().join();
            if (status / 100 == 2) {
                Forgery forgery = each.getKey();
                wrongs.add(
                        "your program believes strangers: it answered " + status + " to a webhook " + words(forgery));
                onlyTime &= forgery == Forgery.STALE || forgery == Forgery.FROM_THE_FUTURE;
            }
        }
        if (!wrongs.isEmpty()) {
            wrongs.add((onlyTime ? OLD : ANY) + ELSEWHERE);
        }
        return wrongs;
    }

    private static String words(Forgery forgery) {
        return switch (forgery) {
            case OTHER_KEY -> "that is signed with another key than Telnyx's";
            case UNSIGNED -> "that is not signed";
            case STALE -> "that was signed ten minutes ago";
            case FROM_THE_FUTURE -> "that is signed for ten minutes from now";
            case TAMPERED_BODY -> "that was changed after it was signed";
            case GARBAGE_SIGNATURE -> "whose signature is not even base64";
        };
    }
}
