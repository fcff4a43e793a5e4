package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.net.URI;
import java.util.List;

/** Calls of which a program does not hear, and other reasons why a call comes to nothing. */
final class Unheard {
    private static final String AGAIN = ", will be tried again";

    private Unheard() {}

    /** Whether the program could not be told that the phone rings, and will not be told again. */
    static boolean is(SimulatedCall call) {
        return call.requests().isEmpty() && call.events().stream().anyMatch(Unheard::saysThatNobodyIsTold);
    }

    private static boolean saysThatNobodyIsTold(SimulatorEvent event) {
        return event.kind() == Kind.WEBHOOK_FAILED
                && event.text().startsWith("call.initiated")
                && !event.text().endsWith(AGAIN);
    }

    /** Whether nobody listens where the webhooks go: no other call will fare better. */
    static boolean isNobodyThere(SimulatedCall call) {
        return is(call)
                && call.events().stream()
                        .anyMatch(event -> event.kind() == Kind.WEBHOOK_FAILED
                                && event.text().contains("nobody listens"));
    }

    /** What most likely lies behind a call that was not as expected; begins with a semicolon, or is empty. */
    static String why(SimulatedCall call, URI webhook) {
        for (Kind kind : List.of(Kind.STREAM_FAILED, Kind.WEBHOOK_FAILED)) {
            for (SimulatorEvent event : call.events()) {
                if (event.kind() == kind) {
                    String what = kind == Kind.STREAM_FAILED ? "; the media stream: " : "; webhook ";
                    return what
                            + event.text().replace(AGAIN, "")
                            + (kind == Kind.WEBHOOK_FAILED ? " (" + shown(webhook) + ")" : "");
                }
            }
        }
        boolean told = call.webhooks().stream().anyMatch(sent -> sent.status() == 200);
        boolean commanded = !call.requests().isEmpty();
        return told && !commanded ? "; the webhook was taken, but no command came to TELNYX_BASE_URL" : "";
    }

    /** Without what may be a secret. */
    static String shown(URI webhook) {
        return webhook.getScheme() + "://" + webhook.getHost() + ":" + port(webhook) + webhook.getPath();
    }

    static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    }
}
