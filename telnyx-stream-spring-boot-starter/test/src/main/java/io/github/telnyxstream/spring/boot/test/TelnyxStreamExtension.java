package io.github.telnyxstream.spring.boot.test;

import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxExtension;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Gives a {@link TelnyxStreamTest} the simulator that its application was started with. */
public final class TelnyxStreamExtension extends TelnyxExtension {

    /** For JUnit, which makes one for each class that has the annotation. */
    public TelnyxStreamExtension() {}

    @Override
    protected TelnyxSimulator running(ExtensionContext context) {
        return SpringExtension.getApplicationContext(context).getBean(TelnyxSimulator.class);
    }

    @Override
    protected TelnyxEnvironment told(ExtensionContext context, TelnyxSimulator telnyx) {
        ApplicationContext application = SpringExtension.getApplicationContext(context);
        return new TelnyxEnvironment(
                SimulatorCustomizer.API_KEY,
                telnyx.publicKey(),
                telnyx.baseUrl(),
                application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
