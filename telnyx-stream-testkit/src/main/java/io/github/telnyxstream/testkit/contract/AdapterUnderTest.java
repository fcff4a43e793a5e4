package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.stream.transport.Admissions;

/** What a test class says about its adapter; the suites do the rest, and write what the server passes. */
public interface AdapterUnderTest extends ServerUnderTest {

    /**
     * Starts the adapter's server on a free port of the loopback address, with streams under {@code /media/}.
     *
     * @param admissions where the adapter takes its upgrade requests to
     * @return the server, listening
     * @throws Exception if it cannot be started
     */
    RunningServer serve(Admissions admissions) throws Exception;

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
