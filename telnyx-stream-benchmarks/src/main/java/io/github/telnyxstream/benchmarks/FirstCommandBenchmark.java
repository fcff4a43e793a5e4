package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.callcontrol.CallControl;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The first command of a process, client included, beside the same written by hand; each figure is a process of its own. */
@State(Scope.Thread)
public class FirstCommandBenchmark {

    @Benchmark
    public Object ours(Loopback telnyx) {
        try (CallControl calls =
                CallControl.builder("KEYbenchmark").baseUrl(telnyx.baseUrl).build()) {
            return calls.call("v3:exampleCallControlId").speak("Hello, how can I help?", "AWS.Polly.Joanna");
        }
    }

    @Benchmark
    public Object byHand(Loopback telnyx) throws IOException {
        ByHand byHand = new ByHand(telnyx.baseUrl);
        try {
            return byHand.speak("v3:exampleCallControlId", "Hello, how can I help?", "AWS.Polly.Joanna");
        } finally {
            byHand.close();
        }
    }
}
