package io.github.telnyxstream.benchmarks;

import java.util.Map;

/**
 * What one JDK gave for the servers of the adapters.
 *
 * @param run where and when
 * @param echoes by the server's name, as in the report of the contract suite
 */
public record ServerResults(Run run, Map<String, Echo> echoes) {

    /**
     * Processor time of the server's process for one frame that it sends back.
     *
     * @param bareMicros the server's own echo
     * @param oursMicros by the engine
     */
    public record Echo(double bareMicros, double oursMicros) {

        /** One when we cost nothing. */
        double ratio() {
            return bareMicros / oursMicros;
        }
    }
}
