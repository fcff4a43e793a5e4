package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.observation.SimulatorObserver;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookSender;
import io.github.telnyxstream.testkit.time.SimulatorClock;
import java.net.http.HttpClient;
import java.util.Random;

/** What all calls of one simulator share. The random source is used on the ticker's thread only. */
record Exchange(
        Ticker ticker,
        SimulatorClock clock,
        HttpClient client,
        WebhookSender sender,
        WebhookDelivery delivery,
        SimulatorObserver observer,
        Random random,
        String userId,
        String connectionId,
        Recordings recordings) {}
