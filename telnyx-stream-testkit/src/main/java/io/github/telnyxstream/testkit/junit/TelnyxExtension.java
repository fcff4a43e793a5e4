package io.github.telnyxstream.testkit.junit;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes what a {@link TelnyxTest} asks for, once a test, and closes it afterwards. */
public final class TelnyxExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TelnyxExtension.class);
    private static final String API_KEY = "KEYsimulator";

    /** For JUnit, which makes one for each class that has the annotation. */
    public TelnyxExtension() {}

    /** What one test has. */
    private record Bench(StreamClock clock, TelnyxSimulator telnyx, TelnyxEnvironment environment)
            implements AutoCloseable {

        static Bench open(TelnyxTest settings) {
            StreamClock clock = settings.virtualTime() ? new ManualClock() : StreamClock.system();
            try {
                TelnyxSimulator telnyx = TelnyxSimulator.builder()
                        .apiKey(API_KEY)
                        .clock(clock)
                        .seed(settings.seed())
                        .start();
                TelnyxEnvironment environment =
                        new TelnyxEnvironment(API_KEY, telnyx.publicKey(), telnyx.baseUrl(), freePort());
                telnyx.webhookUrl(environment.webhookUrl());
                return new Bench(clock, telnyx, environment);
            } catch (IOException noPort) {
                throw new UncheckedIOException("no port for the simulator", noPort);
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        @Override
        public void close() {
            telnyx.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TelnyxSimulator.class
                || type == TelnyxEnvironment.class
                || (type == ManualClock.class && settings(context).virtualTime());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Bench bench = context.getStore(NAMESPACE)
                .computeIfAbsent(Bench.class, key -> Bench.open(settings(context)), Bench.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == TelnyxSimulator.class) {
            return bench.telnyx();
        }
        return type == TelnyxEnvironment.class ? bench.environment() : bench.clock();
    }

    private static TelnyxTest settings(ExtensionContext context) {
        return context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, TelnyxTest.class))
                .or(() -> context.getTestClass()
                        .flatMap(type -> AnnotationSupport.findAnnotation(type, TelnyxTest.class)))
                .orElseThrow(() -> new IllegalStateException("@TelnyxTest is missing"));
    }
}
