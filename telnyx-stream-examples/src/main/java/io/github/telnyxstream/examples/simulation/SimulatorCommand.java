package io.github.telnyxstream.examples.simulation;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands that call somebody's program have in common: whom they call, and how they say that they cannot. */
abstract class SimulatorCommand implements Callable<Integer> {
    @Mixin
    private ApplicationOptions application = new ApplicationOptions();

    @Spec
    private @Nullable CommandSpec spec;

    final ApplicationOptions application() {
        return application;
    }

    /**
     * Does it.
     *
     * @return whether all was as it should be
     * @throws IllegalArgumentException naming an option that cannot work
     * @throws IOException naming what cannot be used
     */
    abstract boolean run() throws IOException, InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        try {
            return run() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IllegalArgumentException | IOException wrong) {
            Objects.requireNonNull(spec, "picocli sets it")
                    .commandLine()
                    .getErr()
                    .println(wrong.getMessage());
            return ExitCode.USAGE;
        }
    }
}
