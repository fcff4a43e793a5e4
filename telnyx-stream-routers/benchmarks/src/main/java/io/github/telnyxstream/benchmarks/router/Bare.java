package io.github.telnyxstream.benchmarks.router;

/** The engine's own way to ask another process, as whoever has no router would write it. */
interface Bare extends AutoCloseable {
    /** Answers each request with what it brought, until the process ends. */
    void answer() throws Exception;

    /** Asks, and waits for the answer. */
    byte[] ask(byte[] request) throws Exception;

    @Override
    void close();
}
