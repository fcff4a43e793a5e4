package io.github.telnyxstream.examples.modular;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What the descriptor of a published module requires, its POM delivers or the application has, because it is of the server that
 * hosts it; and what it requires of everybody who requires it, its own POM delivers to everybody.
 */
class DeliveredModulesTest {

    /** A server that hosts applications is the application's own. */
    private static final Set<String> BROUGHT_BY_THE_APPLICATION = Set.of(
            "org.eclipse.jetty.server",
            "org.eclipse.jetty.websocket.server",
            "io.helidon.common.buffers",
            "io.helidon.common.concurrency.limits",
            "io.helidon.http",
            "io.helidon.webserver",
            "io.helidon.webserver.websocket",
            "io.helidon.websocket",
            "io.netty.buffer",
            "io.netty.codec",
            "io.netty.codec.http",
            "io.netty.common",
            "io.netty.transport",
            "io.vertx.core",
            "jakarta.servlet",
            "jakarta.websocket",
            "jakarta.websocket.client",
            "org.reactivestreams",
            "reactor.core",
            "reactor.netty.core",
            "reactor.netty.http",
            "spring.core",
            "spring.beans",
            "spring.context",
            "spring.web",
            "spring.websocket");

    /** Where it is built: it needs JDK 21. */
    private static final boolean HAS_HELIDON = Runtime.version().feature() >= 21;

    private static final Map<String, String> FOREIGN_ARTIFACTS = Map.ofEntries(
            Map.entry("com.fasterxml.jackson.core", "jackson-core"),
            Map.entry("com.fasterxml.jackson.databind", "jackson-databind"),
            Map.entry("com.microsoft.onnxruntime", "onnxruntime"),
            Map.entry("concentus", "concentus"),
            Map.entry("io.nats.jnats", "jnats"),
            Map.entry("io.opentelemetry.api", "opentelemetry-api"),
            Map.entry("io.opentelemetry.context", "opentelemetry-context"),
            Map.entry("io.netty.handler", "lettuce-core"),
            Map.entry("lettuce.core", "lettuce-core"),
            Map.entry("micrometer.core", "micrometer-core"),
            Map.entry("okhttp3", "okhttp-jvm"),
            Map.entry("org.bytedeco.ffmpeg", "ffmpeg"),
            Map.entry("org.bytedeco.javacpp", "javacpp"),
            Map.entry("org.java_websocket", "Java-WebSocket"),
            Map.entry("org.jspecify", "jspecify"),
            Map.entry("org.junit.jupiter.api", "junit-jupiter-api"),
            Map.entry("org.slf4j", "slf4j-api"),
            Map.entry("sphinx4.core", "sphinx4-core"));

    private record Published(String artifactId, ModuleDescriptor descriptor, Set<String> delivers) {}

    @Test
    void seesEveryModuleThatTheBomHas() throws Exception {
        Element managed = children(parse(root().resolve("telnyx-stream-bom/pom.xml")), "dependencyManagement")
                .get(0);
        List<String> artifacts = children(managed, "dependencies").stream()
                .flatMap(dependencies -> children(dependencies, "dependency").stream())
                .map(dependency -> text(dependency, "artifactId"))
                .toList();

        assertThat(artifacts).contains("telnyx-stream-core", "telnyx-stream-webflux");
        // what is made for Spring Boot, Micronaut and Quarkus has no descriptor: theirs have none; LangChain4j's and
        // Spring AI's share packages
        assertThat(published())
                .extracting(Published::artifactId)
                .containsAll(artifacts.stream()
                        .filter(artifact ->
                                !artifact.matches(".*-(spring-boot.*|spring-ai|micronaut|quarkus|langchain4j)"))
                        .filter(artifact -> HAS_HELIDON || !artifact.endsWith("-helidon"))
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> everyDescriptorRequiresOnlyWhatItsPomOrTheApplicationBrings() throws Exception {
        Map<String, Published> modules = new HashMap<>();
        published().forEach(module -> modules.put(module.artifactId(), module));
        Map<String, String> artifacts = artifacts(modules.values());
        return modules.values().stream()
                .map(module -> DynamicTest.dynamicTest(
                        module.artifactId(),
                        () -> assertThat(module.descriptor().requires().stream()
                                        .filter(required ->
                                                !required.modifiers().contains(Modifier.STATIC))
                                        .map(ModuleDescriptor.Requires::name)
                                        .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                                        .filter(name -> !BROUGHT_BY_THE_APPLICATION.contains(name))
                                        .map(name -> artifacts.getOrDefault(name, "nobody, of " + name)))
                                .isSubsetOf(deliveredInTheEnd(module, modules))));
    }

    private static Set<String> deliveredInTheEnd(Published module, Map<String, Published> modules) {
        Set<String> delivered = new HashSet<>(module.delivers());
        module.delivers().stream()
                .filter(modules::containsKey)
                .forEach(ours -> delivered.addAll(deliveredInTheEnd(modules.get(ours), modules)));
        return delivered;
    }

    private static Map<String, String> artifacts(Collection<Published> modules) {
        Map<String, String> artifacts = new HashMap<>(FOREIGN_ARTIFACTS);
        modules.forEach(module -> artifacts.put(module.descriptor().name(), module.artifactId()));
        return artifacts;
    }

    @TestFactory
    Stream<DynamicTest> everyPomDeliversWhatItsDescriptorRequiresTransitively() throws Exception {
        List<Published> modules = published();
        Map<String, String> artifacts = artifacts(modules);
        return modules.stream()
                .map(module -> DynamicTest.dynamicTest(module.artifactId(), () -> {
                    for (ModuleDescriptor.Requires required :
                            module.descriptor().requires()) {
                        if (required.modifiers().contains(Modifier.TRANSITIVE)
                                && !required.name().matches("(java|jdk)\\..*")
                                && !BROUGHT_BY_THE_APPLICATION.contains(required.name())) {
                            assertThat(artifacts).as("who delivers it").containsKey(required.name());
                            assertThat(module.delivers()).contains(artifacts.get(required.name()));
                        }
                    }
                }));
    }

    private static Path root() {
        return Path.of("").toAbsolutePath().getParent().getParent();
    }

    private static List<Published> published() throws Exception {
        List<Published> modules = new ArrayList<>();
        try (Stream<Path> found = Files.find(
                root(), 3, (file, attributes) -> file.getFileName().toString().equals("pom.xml"))) {
            // what a newer JDK has left here cannot be read
            for (Path pom : found.filter(pom -> HAS_HELIDON || !pom.getParent().endsWith("helidon"))
                    .sorted()
                    .toList()) {
                Path descriptor = pom.resolveSibling("target/classes/module-info.class");
                Element project = parse(pom);
                if (Files.exists(descriptor)
                        && children(project, "properties").stream()
                                .flatMap(properties -> children(properties, "maven.deploy.skip").stream())
                                .findAny()
                                .isEmpty()) {
                    modules.add(new Published(text(project, "artifactId"), read(descriptor), delivered(pom)));
                }
            }
        }
        return modules;
    }

    private static ModuleDescriptor read(Path descriptor) throws IOException {
        try (InputStream in = Files.newInputStream(descriptor)) {
            return ModuleDescriptor.read(in);
        }
    }

    private static Element parse(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }

    /** Artifacts that come to everybody who has this one, by its own POM or by that of the folder's parent. */
    private static Set<String> delivered(Path pom) throws Exception {
        Set<String> delivered = new HashSet<>();
        Path folder = pom.getParent().resolveSibling("pom.xml");
        for (Path each : Files.exists(folder) ? List.of(pom, folder) : List.of(pom)) {
            children(parse(each), "dependencies").stream()
                    .flatMap(dependencies -> children(dependencies, "dependency").stream())
                    .filter(dependency -> Set.of("", "compile").contains(text(dependency, "scope")))
                    .filter(dependency -> !text(dependency, "optional").equals("true"))
                    .forEach(dependency -> delivered.add(text(dependency, "artifactId")));
        }
        return delivered;
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream()
                .map(Node::getTextContent)
                .findFirst()
                .orElse("");
    }

    private static List<Element> children(Element parent, String name) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(parent.getChildNodes()::item)
                .filter(node -> node.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }
}
