package io.github.telnyxstream.stream;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.time.Duration;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;

/**
 * Explores what threads may do to each other: invents scenarios from the operations of a class, and runs each under many
 * schedules, with a switch of threads before any access to shared memory. Every run ends with the method that the class
 * marks with {@code @Validate}; plain comparisons, since the checker would explore a library of assertions too.
 */
final class Proof {
    /** With {@code -Pthorough} more of both, with {@code -Pheavy} many more. */
    private static final int SCENARIOS = Integer.getInteger("proof.scenarios", 1);

    private static final boolean DEEP = Boolean.getBoolean("proof.deep");
    private static final int SCHEDULES = Integer.getInteger("proof.schedules", 8);
    /** A run that hangs is found without a clock; this is for a machine on which one that does not hang takes so long. */
    private static final long PATIENCE_MILLIS = Duration.ofMinutes(20).toMillis();

    private Proof() {}

    /** Scenarios of that class's operations: two in each of three threads, with {@code -Pheavy} also four in each of two. */
    static void of(Class<?> operations) {
        explore(operations, 3, 2);
        if (DEEP) {
            explore(operations, 2, 4);
        }
    }

    private static void explore(Class<?> operations, int threads, int each) {
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(SCHEDULES)
                .threads(threads)
                .actorsPerThread(each)
                .actorsBefore(1)
                .actorsAfter(0)
                .verifier(EpsilonVerifier.class)
                .addGuarantee(forClasses(Proof::hasNoSharedState).allMethods().ignore());
        options.invocationTimeout$lincheck(PATIENCE_MILLIS);
        options.check(operations);
    }

    /** Calls into these neither share anything between threads nor come back into the engine. */
    private static boolean hasNoSharedState(String className) {
        return className.startsWith("com.fasterxml.jackson.")
                || className.startsWith("io.github.telnyxstream.codec.")
                || className.startsWith("org.slf4j.")
                || className.startsWith("io.github.telnyxstream.stream.wire.MediaWriter")
                || className.startsWith("io.github.telnyxstream.stream.wire.MessageWriter");
    }

    static void that(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new AssertionError(otherwise);
        }
    }

    static void equal(long actual, long expected, String what) {
        if (actual != expected) {
            throw new AssertionError(what + ": " + actual + ", not " + expected);
        }
    }
}
