package io.github.telnyxstream.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code agent} where it is not there: says how it comes. */
@Command(name = "agent", description = "Answers calls and talks (not in this build).", mixinStandardHelpOptions = true)
final class WithoutAgent implements Callable<Integer> {
    private static final String HOW = "The voice agent is not in this build: its offline speech is a download of 80 MB."
            + " It comes with \"mvn -B -ntp package -DskipTests\" and lies in the folder lib beside this jar.";

    @Unmatched
    private final List<String> options = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Objects.requireNonNull(spec, "picocli sets it").commandLine().getErr().println(HOW);
        return ExitCode.USAGE;
    }
}
