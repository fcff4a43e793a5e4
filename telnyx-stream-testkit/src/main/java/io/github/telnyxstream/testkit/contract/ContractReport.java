package io.github.telnyxstream.testkit.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Writes what a server passes to {@code target/contract}, one file per server, after every test. What the adapter says its
 * server cannot do is not run and stands there with its reason; with {@code -Dcontract.excused=run} it is run and
 * must fail, so that no excuse outlives its reason.
 */
public final class ContractReport implements InvocationInterceptor {
    private static final Path FOLDER = Path.of("target", "contract");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Map<String, Map<String, Row>> SERVERS = new ConcurrentHashMap<>();

    /** Made by JUnit. */
    public ContractReport() {
        // the rows are kept for all instances
    }

    private record Row(String rule, String result, String reason) {}

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> test, ReflectiveInvocationContext<Method> invocation, ExtensionContext context)
            throws Throwable {
        Proves proves = invocation.getExecutable().getAnnotation(Proves.class);
        if (proves == null || !(invocation.getTarget().orElse(null) instanceof ServerUnderTest adapter)) {
            test.proceed();
            return;
        }
        String name = invocation.getExecutable().getName();
        String excuse = adapter.excuses().get(name);
        if (excuse == null) {
            run(test, adapter, name, proves.value());
        } else if ("run".equals(System.getProperty("contract.excused"))) {
            runInSpiteOf(excuse, test);
        } else {
            test.skip();
            write(adapter, name, new Row(proves.value().name(), "excused", excuse));
            Assumptions.abort(excuse);
        }
    }

    private static void run(Invocation<@Nullable Void> test, ServerUnderTest adapter, String name, Rule rule)
            throws Throwable {
        try {
            test.proceed();
        } catch (Throwable failure) {
            write(adapter, name, new Row(rule.name(), "failed", String.valueOf(failure.getMessage())));
            throw failure;
        }
        write(adapter, name, new Row(rule.name(), "passed", ""));
    }

    private static void runInSpiteOf(String excuse, Invocation<@Nullable Void> test) {
        try {
            test.proceed();
        } catch (Throwable failure) {
            Assumptions.abort(excuse + ": " + failure.getMessage());
        }
        throw new AssertionError("passes now, the excuse can go: " + excuse);
    }

    private static synchronized void write(ServerUnderTest adapter, String test, Row row) {
        Map<String, Row> rows = SERVERS.computeIfAbsent(adapter.server(), first -> new TreeMap<>());
        rows.put(test, row);
        ObjectNode report = JSON.createObjectNode().put("server", adapter.server());
        report.put("java", Runtime.version().feature());
        ObjectNode tests = report.putObject("tests");
        rows.forEach((name, each) -> tests.putObject(name)
                .put("rule", each.rule())
                .put("result", each.result())
                .put("reason", each.reason()));
        String file = adapter.server().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-") + ".json";
        try {
            Files.createDirectories(FOLDER);
            JSON.writeValue(FOLDER.resolve(file).toFile(), report);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
