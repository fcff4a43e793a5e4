package io.github.telnyxstream.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ServiceLaneTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ServiceLane.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Queue<Runnable> services = new ArrayDeque<>();
    private final AtomicInteger done = new AtomicInteger();
    private final ServiceLane lane = new ServiceLane(services::add);

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(logged);
    }

    private void hear(int frames) {
        for (int k = 0; k < frames; k++) {
            lane.audio(done::incrementAndGet, thrown -> {});
        }
    }

    private void catchUp() {
        services.remove().run();
    }

    @Test
    void dropsTheAudioOfAServiceThatIsStuckAndSaysSoOnce() {
        hear(ServiceLane.MOST_WAITING + 100);
        assertThat(logged.list).hasSize(1);
        catchUp();
        assertThat(done).hasValue(ServiceLane.MOST_WAITING);

        hear(1);
        catchUp();
        assertThat(done).hasValue(ServiceLane.MOST_WAITING + 1);
        hear(ServiceLane.MOST_WAITING + 1);
        assertThat(logged.list).hasSize(2);
    }

    @Test
    void dropsNothingButAudio() {
        hear(ServiceLane.MOST_WAITING);
        lane.step(done::incrementAndGet, thrown -> {});
        catchUp();

        assertThat(done).hasValue(ServiceLane.MOST_WAITING + 1);
        assertThat(logged.list).isEmpty();
    }
}
