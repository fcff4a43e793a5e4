package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.testkit.Eventually;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** T10: a quiet connection is told from a dead one by pings, which are the engine's business and the same on every server. */
public interface LifeContract extends AdapterUnderTest {

    /**
     * A ping of the engine's reaches the peer, its callback is told, and the peer's answer is told as a sign of life.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T10)
    default void pingsAndHearsTheAnswer() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            bench.socket().transport().sendPing(new SendCallback() {
                @Override
                public void sent() {
                    sent.complete(null);
                }

                @Override
                public void failed(Throwable cause) {
                    sent.completeExceptionally(cause);
                }
            });
            Eventually.result(sent);
            RawClient.Frame ping = client.readAnyFrame();
            assertThat(ping.opcode()).isEqualTo(RawClient.PING);
            assertThat(bench.socket().signsOfLife()).isZero();

            client.sendFrame(RawClient.PONG, true, ping.payload());
            Bench.await(() -> bench.socket().signsOfLife() == 1);
            assertThat(bench.socket().hasEnded()).isFalse();
        }
    }

    /**
     * A ping of the peer's is answered by the server, and told as a sign of life.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T10)
    default void answersPingsAndTellsThem() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            client.sendFrame(RawClient.PING, true, new byte[] {7});
            assertThat(client.readFrame().payload()).containsExactly(7);
            Bench.await(() -> bench.socket().signsOfLife() == 1);
        }
    }
}
