package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.observation.SimulatorObserver;
import io.github.telnyxstream.testkit.simulator.loop.StallWatch;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookSender;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What all calls of one simulator share. The random source is used on the ticker's thread only. */
record Exchange(
        Ticker ticker,
        StreamClock clock,
        HttpClient client,
        Dialers dialer,
        StallWatch stallWatch,
        WebhookSender sender,
        WebhookDelivery delivery,
        SimulatorObserver observer,
        Random random,
        String userId,
        String connectionId,
        SpokenText speech,
        @Nullable URI failoverUrl,
        Recordings recordings) {}
