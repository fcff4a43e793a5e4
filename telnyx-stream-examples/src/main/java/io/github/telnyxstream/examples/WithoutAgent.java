package io.github.telnyxstream.examples;

import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code agent} where the jar was built without it: says how it is built. */
@Command(name = WithoutAgent.NAME, description = "Answers calls and talks; not in this build, says how to get it.")
final class WithoutAgent implements Callable<Integer> {
    static final String NAME = "agent";

    private static final Logger log = LoggerFactory.getLogger(WithoutAgent.class);

    @Spec
    private @Nullable CommandSpec spec;

    /** The agent if it is beside the jar, whole; otherwise this. */
    static void addTo(CommandLine programs, Map<String, String> environment) {
        try {
            for (OtherProgram other : ServiceLoader.load(OtherProgram.class)) {
                programs.addSubcommand(other.command(environment));
            }
        } catch (ServiceConfigurationError | LinkageError incomplete) {
            log.debug("agent cannot be loaded", incomplete);
        }
        if (!programs.getSubcommands().containsKey(NAME)) {
            programs.addSubcommand(new CommandLine(new WithoutAgent()).setUnmatchedArgumentsAllowed(true));
        }
    }

    @Override
    public Integer call() {
        Objects.requireNonNull(spec, "picocli sets it")
                .commandLine()
                .getErr()
                .println("agent is not in this build, or not whole: the folder lib/agent beside the jar comes from"
                        + " mvn -B -ntp -DskipTests -pl telnyx-stream-examples/agent -am package");
        return ExitCode.USAGE;
    }
}
