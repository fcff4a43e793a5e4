package io.github.telnyxstream.testkit.contract;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test class says about its server, for the report: a file of the server's own under {@code target/contract}. */
@ExtendWith(ContractReport.class)
public interface ServerUnderTest {

    /**
     * The server's name and version, for the report.
     *
     * @return for example {@code Jetty 12.1.14}; the name of the test class unless it is told
     */
    default String server() {
        return getClass().getSimpleName();
    }

    /**
     * What this server cannot do. Such a test is not run and stands in the report with its reason.
     *
     * @return the name of a test of the suite, and why it must fail here
     */
    default Map<String, String> excuses() {
        return Map.of();
    }
}
