package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.caller.Caller;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** All calls there are, and how new ones come about. Reading is thread-safe; calls are made on the ticker's thread. */
final class Switchboard {
    private static final int MIN_TIMEOUT_SECONDS = 5;
    private static final int MAX_TIMEOUT_SECONDS = 600;

    private final Exchange exchange;
    private final PlaybackSource greetings;
    private final Map<String, CallLeg> byId = new ConcurrentHashMap<>();
    private final List<SimulatedCall> calls = new CopyOnWriteArrayList<>();
    private volatile @Nullable URI webhookUrl;
    private volatile @Nullable String detected;
    private volatile Caller callee = Caller.builder().build();

    Switchboard(Exchange exchange) {
        this.exchange = exchange;
        greetings = new PlaybackSource(exchange);
    }

    void webhookUrl(URI url) {
        webhookUrl = url;
    }

    void detected(String result) {
        detected = result;
    }

    @Nullable
    String detected() {
        return detected;
    }

    void callee(Caller person) {
        callee = person;
    }

    List<SimulatedCall> calls() {
        return List.copyOf(calls);
    }

    @Nullable
    CallLeg find(String callControlId) {
        return byId.get(callControlId);
    }

    /** The call whose id is in a path. */
    @Nullable
    CallLeg mentionedIn(String path) {
        String[] segments = path.split("/", -1);
        for (int i = 0; i + 1 < segments.length; i++) {
            if (segments[i].equals("calls")) {
                return byId.get(segments[i + 1]);
            }
        }
        return null;
    }

    SimulatedCall place(Caller caller) {
        CallIdentity identity =
                CallIdentity.of(exchange.random(), exchange.connectionId(), caller.from(), caller.to(), true);
        CallLeg leg = add(identity, caller, defaultUrl());
        leg.webhooks().headers(SipHeaders.of(caller.sipHeaders()));
        leg.ringUntilCallerGivesUp();
        return leg.call();
    }

    /** Carries out a dial command and gives its answer. */
    ObjectNode dial(ObjectNode body) {
        String connection = CallCommands.required(body, "connection_id");
        String to = number(onlyNumber(body), "to");
        String from = number(CallCommands.required(body, "from"), "from");
        String clientState = body.path("client_state").asText("");
        CallCommands.checkClientState(clientState);
        Duration timeout = timeout(body);
        StreamRequest stream = StreamRequest.of(body, StreamRequest.Carrier.DIAL);
        DialDetails details = DialDetails.of(body, detected);
        CallLeg link = linked(body);
        BridgeTerms terms = BridgeTerms.of(body);
        SipHeaders headers = SipHeaders.of(body);
        // before there is a call that nobody would ever end
        WebhookTerms hooks = WebhookTerms.of(body);
        CallIdentity identity = CallIdentity.of(exchange.random(), connection, from, to, false);
        CallLeg leg = add(identity, callee, hooks.url() == null ? defaultUrl() : hooks.url());
        leg.webhooks().clientState(clientState.isEmpty() ? null : clientState);
        leg.webhooks().follow(hooks);
        leg.webhooks().headers(headers);
        leg.whenAnswered(() -> greet(leg, body, () -> {
            if (link != null && body.path("bridge_on_answer").asBoolean(false)) {
                Bridge.joinIfBothAreUp(leg, link, terms);
            }
        }));
        leg.ringAtCallee(timeout, stream, details);
        return CallApi.resource(leg);
    }

    /** Lets whoever answers hear the file that the command names, if it names one; then goes on. */
    void greet(CallLeg leg, ObjectNode body, Runnable then) {
        if (PlaybackSource.isNamed(body)) {
            greetings.play(leg, body, false, then);
        } else {
            then.run();
        }
    }

    /** The call that {@code link_to} names, or null without one. */
    private @Nullable CallLeg linked(ObjectNode body) {
        if (!body.hasNonNull("link_to")) {
            return null;
        }
        CallLeg other = find(body.path("link_to").asText());
        if (other == null) {
            throw Refusal.field(90015, "Invalid Call Control ID", "There is no call of that id", "link_to");
        }
        return other;
    }

    /** A telephone number with its country, or a SIP address; digits to press may follow a comma. */
    static String number(String text, String field) {
        String number = text.replaceFirst(",.*$", "");
        if (!number.matches("\\+[1-9]\\d{1,14}|sips?:\\S+")) {
            throw Refusal.field(
                    10016,
                    "Phone number must be in +E164 format",
                    field + " must be like +15550100001 or sip:…",
                    field);
        }
        return number;
    }

    /** Telnyx takes several numbers and connects who answers first; here there is one person to call. */
    private static String onlyNumber(ObjectNode body) {
        JsonNode to = body.path("to");
        if (!to.isArray()) {
            return CallCommands.required(body, "to");
        }
        if (to.size() != 1) {
            throw Refusal.field(10027, "Unprocessable", "The simulator dials one number at a time", "to");
        }
        return to.get(0).asText();
    }

    /** An address for webhooks that a field of a command gives. */
    static URI ownUrl(String url, String field) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException noUrl) {
            throw badUrl(field);
        }
        throw badUrl(field);
    }

    private static Refusal badUrl(String field) {
        return Refusal.field(10003, "Invalid URL", field + " must be an http or https URL", field);
    }

    static Duration timeout(ObjectNode body) {
        return Duration.ofSeconds(Gathering.number(body, "timeout_secs", 30, MIN_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS));
    }

    Random random() {
        return exchange.random();
    }

    Caller callee() {
        return callee;
    }

    CallLeg add(CallIdentity identity, Caller person, URI url) {
        Timeline timeline = new Timeline(exchange, exchange.observer(), identity.callControlId());
        CallLeg leg = new CallLeg(exchange.forCall(), identity, person, timeline, url);
        byId.put(identity.callControlId(), leg);
        calls.add(leg.call());
        return leg;
    }

    URI defaultUrl() {
        URI url = webhookUrl;
        if (url == null) {
            throw new IllegalStateException("webhookUrl is not set: nobody to tell about a call");
        }
        return url;
    }

    /** Hangs up every call; completes when the application has been told. */
    CompletableFuture<?> endAll() {
        byId.values().forEach(CallLeg::hangUpHere);
        return CompletableFuture.allOf(
                byId.values().stream().map(CallLeg::settled).toArray(CompletableFuture[]::new));
    }
}
