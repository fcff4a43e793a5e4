package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests of strangers, and genuine ones that come more than once. */
class ForgedWebhookIT {
    @TempDir
    Path folder;

    private House house;

    @BeforeEach
    void open() throws IOException {
        house = House.builder(folder)
                .delivery(WebhookDelivery.inOrder().patient().withCopies(3).outOfOrder())
                .start();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAWebhookThatIsNotGenuineAndCommandsNothing(Forgery forgery) {
        int status = house.telnyx.forgeWebhook(forgery).join();

        assertThat(status).isEqualTo(403);
        house.machine.close();
        assertThat(house.telnyx.requests()).isEmpty();
    }

    @Test
    void answersOnceHoweverOftenItIsTold() throws Exception {
        SimulatedCall call = house.play(
                House.caller().speak(Speech.excerpt(0, 900)).press("#").build());

        assertThat(house.messageOf(call).endedBy()).isEqualTo("key");
        assertThat(call.requests().stream().filter(r -> r.command().equals("answer")))
                .hasSize(1);
    }

    @Test
    void refusesWhatIsNoWebhookAndStreamsOfStrangers() throws Exception {
        assertThat(post("/webhook", "not json")).isEqualTo(403);
        assertThat(post("/elsewhere", "{}")).isEqualTo(404);
        assertThat(get("/webhook")).isEqualTo(405);
        assertThat(get("/healthz")).isEqualTo(200);
        assertThat(upgradeStatus("/media")).isEqualTo(401);
        assertThat(upgradeStatus("/media/" + "a".repeat(43))).isEqualTo(403);
    }

    private int post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url(path)).POST(BodyPublishers.ofString(body)));
    }

    private int get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url(path)));
    }

    private static int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<Void> response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding());
        return response.statusCode();
    }

    private int upgradeStatus(String path) {
        return house.telnyx
                .forgeStream(URI.create("ws://127.0.0.1:" + house.machine.port() + path))
                .join();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + house.machine.port() + path);
    }
}
