package io.github.telnyxstream.benchmarks.router;

import io.github.telnyxstream.benchmarks.Run;
import io.github.telnyxstream.benchmarks.SideBySide;
import java.util.Map;

/**
 * What one run on one JDK measured of routers.
 *
 * @param run where and when
 * @param rows by engine: a routed command, and the engine's own request
 */
record RouterResults(Run run, Map<String, SideBySide> rows) {}
