package io.github.telnyxstream.testkit.junit;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Makes what a {@link TelnyxTest} asks for, once a test, and closes it afterwards. An extension for a framework, which has its
 * application running before there is a test, says where its simulator is by overriding {@link #running}.
 */
public class TelnyxExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TelnyxExtension.class);
    private static final String API_KEY = "KEYsimulator";

    /** For JUnit, which makes one for each class that has the annotation. */
    public TelnyxExtension() {}

    /**
     * A simulator that is running already, for tests that share one.
     *
     * @param context the test
     * @return the simulator, which is not closed after the test; null to make one for the test alone
     */
    protected @Nullable TelnyxSimulator running(ExtensionContext context) {
        return null;
    }

    /**
     * What an application was told that is running already.
     *
     * @param context the test
     * @param telnyx what {@link #running} gave
     * @return the keys and addresses
     */
    protected TelnyxEnvironment told(ExtensionContext context, TelnyxSimulator telnyx) {
        throw new IllegalStateException("a TelnyxEnvironment is there only for a simulator of the test's own");
    }

    /**
     * What a constructor asks for is made for the test whose instance it makes, not once for the class: tests that go on at the
     * same time would share it.
     *
     * @param rootContext of the run
     * @return the scope of the test
     */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** What one test has. */
    private record Bench(StreamClock clock, TelnyxSimulator telnyx, TelnyxEnvironment environment)
            implements AutoCloseable {
        /** By this key a test finds its own. */
        private static final String KEY = "bench";

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
                || (type == ManualClock.class
                        && running(context) == null
                        && settings(context).virtualTime());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        TelnyxSimulator shared = running(context);
        if (shared != null) {
            return type == TelnyxSimulator.class ? shared : told(context, shared);
        }
        Bench bench = bench(context);
        if (type == TelnyxSimulator.class) {
            return bench.telnyx();
        }
        return type == TelnyxEnvironment.class ? bench.environment() : bench.clock();
    }

    /** With what JUnit 5.12 has too: the frameworks' own versions of JUnit are older. */
    private static Bench bench(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        Bench bench = store.get(Bench.KEY, Bench.class);
        if (bench == null) {
            bench = Bench.open(settings(context));
            store.put(Bench.KEY, bench);
        }
        return bench;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close(context);
    }

    /** For what the constructor of a class was given that has one instance for all its tests. */
    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    private static void close(ExtensionContext context) {
        Bench bench = context.getStore(NAMESPACE).remove(Bench.KEY, Bench.class);
        if (bench != null) {
            bench.close();
        }
    }

    private static TelnyxTest settings(ExtensionContext context) {
        return context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, TelnyxTest.class))
                .or(() -> context.getTestClass()
                        .flatMap(type -> AnnotationSupport.findAnnotation(type, TelnyxTest.class)))
                .orElseThrow(() -> new IllegalStateException("@TelnyxTest is missing"));
    }
}
