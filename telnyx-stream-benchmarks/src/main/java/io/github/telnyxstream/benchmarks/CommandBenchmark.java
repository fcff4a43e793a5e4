package io.github.telnyxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.github.telnyxstream.callcontrol.CallControl;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A command over a connection that is open already, beside the same written by hand. */
@State(Scope.Thread)
public class CommandBenchmark {
    private @Nullable CallControl calls;
    private @Nullable ByHand byHand;

    @Setup(Level.Trial)
    public void start(Loopback telnyx) {
        calls = CallControl.builder("KEYbenchmark").baseUrl(telnyx.baseUrl).build();
        byHand = new ByHand(telnyx.baseUrl);
    }

    @TearDown(Level.Trial)
    public void stop() {
        requireNonNull(calls).close();
        requireNonNull(byHand).close();
    }

    @Benchmark
    public Object ours() {
        return requireNonNull(calls)
                .call("v3:exampleCallControlId")
                .speak("Hello, how can I help?", "AWS.Polly.Joanna");
    }

    @Benchmark
    public Object byHand() throws IOException {
        return requireNonNull(byHand).speak("v3:exampleCallControlId", "Hello, how can I help?", "AWS.Polly.Joanna");
    }
}
