package io.github.telnyxstream.adapter.micronaut;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;

/** A Micronaut application. */
final class MicronautServer {
    private MicronautServer() {}

    /** With one bean of ours. */
    static <T> RunningServer start(Class<T> type, T bean) {
        ApplicationContext application = started();
        application.registerSingleton(type, bean);
        return serving(application);
    }

    /** With beans of its own only. */
    static RunningServer start() {
        return serving(started());
    }

    private static ApplicationContext started() {
        return ApplicationContext.builder()
                .properties(Map.of(
                        "micronaut.server.host", "127.0.0.1",
                        "micronaut.server.port", -1,
                        "micronaut.server.netty.child-options.SO_SNDBUF", 65_536))
                .start();
    }

    private static RunningServer serving(ApplicationContext application) {
        EmbeddedServer server = application.getBean(EmbeddedServer.class).start();
        return RunningServer.of(server.getPort(), application::close);
    }
}
