package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.stream.transport.Admissions;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test class says about its adapter; the suites do the rest, and write what the server passes to a file of its own
 * under {@code target/contract}.
 */
@ExtendWith(ContractReport.class)
public interface AdapterUnderTest {

    /**
     * Starts the adapter's server on a free port of the loopback address, with streams under {@code /media/}.
     *
     * @param admissions where the adapter takes its upgrade requests to
     * @return the server, listening
     * @throws Exception if it cannot be started
     */
    RunningServer serve(Admissions admissions) throws Exception;

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

    /** A server that listens. */
    interface RunningServer extends AutoCloseable {
        /**
         * A server of this port.
         *
         * @param port where it listens, on the loopback address
         * @param stop stops it
         * @return the server
         */
        static RunningServer of(int port, Runnable stop) {
            return new RunningServer() {
                @Override
                public int port() {
                    return port;
                }

                @Override
                public void close() {
                    stop.run();
                }
            };
        }

        /**
         * Where it listens.
         *
         * @return the TCP port on the loopback address
         */
        int port();

        /** Stops the server; when this returns its port is free. */
        @Override
        void close();
    }
}
