package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.quarkus.bootstrap.app.AdditionalDependency;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import io.quarkus.bootstrap.app.RunningQuarkusApplication;
import io.quarkus.value.registry.ValueRegistry.RuntimeKey;
import java.lang.reflect.Method;
import java.nio.file.Path;

/**
 * The application of the tests in the process that calls, without Quarkus's test framework: for processes in which servers are
 * measured.
 */
final class QuarkusServer {
    private QuarkusServer() {}

    /** The application with our endpoint, which sends back what it hears: an acceptor of the caller's is of another loader. */
    static RunningServer start() throws Exception {
        RunningQuarkusApplication application = start(BareQuarkus.Echo.class);
        Class<?> holder = Class.forName(CurrentAdmissions.class.getName(), true, application.getClassLoader());
        Method echo = holder.getDeclaredMethod("echo");
        echo.setAccessible(true);
        echo.invoke(application.instance(holder));
        return running(application);
    }

    /** The application without this bean. */
    static RunningQuarkusApplication start(Class<?> left) throws Exception {
        Path tests = Path.of(QuarkusServer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path target = tests.getParent();
        System.setProperty("quarkus.arc.exclude-types", left.getName());
        QuarkusBootstrap.Builder bootstrap = QuarkusBootstrap.builder()
                .setApplicationRoot(tests)
                .addAdditionalApplicationArchive(new AdditionalDependency(target.resolve("classes"), false, true))
                .setProjectRoot(target.getParent())
                .setTargetDirectory(target)
                .setMode(QuarkusBootstrap.Mode.TEST)
                .setTest(true)
                .setOffline(true)
                .setLocalProjectDiscovery(true)
                .setIsolateDeployment(false)
                .setBaseClassLoader(QuarkusServer.class.getClassLoader())
                .setFlatClassPath(true);
        return bootstrap
                .build()
                .bootstrap()
                .createAugmentor()
                .createInitialRuntimeApplication()
                .run();
    }

    static RunningServer running(RunningQuarkusApplication application) {
        int port = application.valueRegistry().get(RuntimeKey.intKey("quarkus.http.test-port"));
        return RunningServer.of(port, () -> stop(application));
    }

    private static void stop(RunningQuarkusApplication application) {
        try {
            application.close();
        } catch (Exception refused) {
            throw new IllegalStateException("Quarkus does not stop", refused);
        }
    }
}
