package io.github.telnyxstream.adapter.micronaut;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;

/** A Micronaut application with one bean of ours. */
final class MicronautServer {
    private MicronautServer() {}

    static <T> RunningServer start(Class<T> type, T bean) {
        ApplicationContext application = ApplicationContext.builder()
                .properties(Map.of(
                        "micronaut.server.host", "127.0.0.1",
                        "micronaut.server.port", -1,
                        "micronaut.server.netty.child-options.SO_SNDBUF", 65_536))
                .start();
        application.registerSingleton(type, bean);
        EmbeddedServer server = application.getBean(EmbeddedServer.class).start();
        return RunningServer.of(server.getPort(), application::close);
    }
}
