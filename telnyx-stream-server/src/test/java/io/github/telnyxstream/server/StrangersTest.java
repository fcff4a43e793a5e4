package io.github.telnyxstream.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.Test;

final class StrangersTest {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final List<String> closed = new ArrayList<>();
    private final Strangers strangers =
            new Strangers(3, PATIENCE_NANOS, new ScheduledExecutorScheduler("unused", true), now::get);

    private Connection opened(String name) {
        EndPoint endPoint = (EndPoint) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EndPoint.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closed.add(name);
                    }
                    return null;
                });
        Connection connection = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class, ConnectionMetaData.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getEndPoint" -> endPoint;
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> null;
                });
        strangers.onOpened(connection);
        return connection;
    }

    private void pass(long seconds) {
        now.addAndGet(seconds * 1_000_000_000L);
        strangers.closeSlow();
    }

    @Test
    void letsTheOldestGoWhenOneMoreComes() {
        opened("first");
        opened("second");
        opened("third");
        assertThat(closed).isEmpty();
        opened("fourth");
        opened("fifth");
        assertThat(closed).containsExactly("first", "second");
        assertThat(strangers.count()).isEqualTo(3);
    }

    @Test
    void countsNobodyWhoIsKnownOrGone() {
        strangers.known(opened("first"));
        strangers.onClosed(opened("second"));
        opened("third");
        opened("fourth");
        opened("fifth");
        assertThat(closed).isEmpty();
        opened("sixth");
        assertThat(closed).containsExactly("third");
    }

    @Test
    void closesWhoBringsNoWholeRequestInTime() {
        opened("silent");
        pass(10);
        assertThat(closed).isEmpty();
        pass(1);
        assertThat(closed).containsExactly("silent");
        assertThat(strangers.count()).isZero();
    }

    @Test
    void leavesAConnectionAloneWhileItsRequestIsAnswered() {
        Connection asking = opened("asking");
        strangers.asked(asking);
        pass(60);
        assertThat(closed).isEmpty();
        strangers.answered(asking);
        pass(10);
        assertThat(closed).isEmpty();
        pass(1);
        assertThat(closed).containsExactly("asking");
    }

    @Test
    void neverClosesAKnownConnectionForItsSilence() {
        strangers.known(opened("caller"));
        pass(3600);
        assertThat(closed).isEmpty();
    }
}
