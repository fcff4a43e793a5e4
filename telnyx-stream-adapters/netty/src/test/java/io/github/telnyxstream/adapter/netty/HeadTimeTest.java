package io.github.telnyxstream.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A first request has ten seconds to come, in the channel's own time. */
class HeadTimeTest {
    private final StreamAcceptor acceptor = StreamAcceptor.create(() -> new StreamListener() {});
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void connect() {
        channel.freezeTime();
        channel.pipeline().addLast(new HttpServerCodec()).addLast(new StreamUpgradeHandler("/media/", acceptor));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        acceptor.close();
    }

    private void say(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void pass(int millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void closesWhoSaysNothing() {
        pass(9_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesWhoStallsInTheMidstOfTheHead() {
        say("GET /media/x HTTP/1.1\r\nHost: localhost\r\nUpgr");
        pass(9_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesWhoBringsAByteEachSecond() {
        say("GET /media/x HTTP/1.1\r\n");
        for (int second = 1; second < 10; second++) {
            pass(1_000);
            say("x");
            assertThat(channel.isOpen()).isTrue();
        }
        pass(1_000);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void leavesAloneWhoHasAsked() {
        say("GET /elsewhere HTTP/1.1\r\nHost: localhost\r\n\r\n");
        pass(60_000);
        assertThat(channel.isOpen()).isTrue();
    }
}
