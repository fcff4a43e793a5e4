package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.observation.SimulatorObserver;
import io.github.telnyxstream.testkit.simulator.loop.StallWatch;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookSender;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.Random;
import java.util.function.LongConsumer;
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
        Recordings recordings,
        int keptSamples) {

    /** Does something with what has come, soon and on the ticker's thread; told when it came. */
    void arrived(LongConsumer what) {
        long now = ticker.nanoTime();
        ticker.execute(() -> what.accept(now));
    }

    /** For one call: what it draws does not depend on what others do meanwhile. */
    Exchange forCall() {
        if (random instanceof SecureRandom) {
            return this;
        }
        return new Exchange(
                ticker,
                clock,
                client,
                dialer,
                stallWatch,
                sender,
                delivery,
                observer,
                new Random(random.nextLong()),
                userId,
                connectionId,
                speech,
                failoverUrl,
                recordings,
                keptSamples);
    }
}
