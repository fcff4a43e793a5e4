package io.github.telnyxstream.examples.modular;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** What the descriptor of a published module requires of everybody who requires it, its POM has to deliver to everybody. */
class DeliveredModulesTest {

    /** A server that hosts applications is the application's own. */
    private static final Set<String> BROUGHT_BY_THE_APPLICATION = Set.of(
            "org.eclipse.jetty.websocket.server",
            "io.netty.codec.http",
            "io.netty.transport",
            "io.vertx.core",
            "jakarta.servlet",
            "spring.web",
            "reactor.core");

    private static final Map<String, String> FOREIGN_ARTIFACTS = Map.of(
            "org.jspecify", "jspecify",
            "org.junit.jupiter.api", "junit-jupiter-api",
            "io.nats.jnats", "jnats",
            "io.opentelemetry.api", "opentelemetry-api",
            "io.opentelemetry.context", "opentelemetry-context",
            "lettuce.core", "lettuce-core",
            "micrometer.core", "micrometer-core");

    private record Published(String artifactId, ModuleDescriptor descriptor, Set<String> delivers) {}

    @Test
    void seesTheModulesThatArePublished() throws Exception {
        assertThat(published()).hasSizeGreaterThanOrEqualTo(8);
    }

    @TestFactory
    Stream<DynamicTest> everyPomDeliversWhatItsDescriptorRequiresTransitively() throws Exception {
        List<Published> modules = published();
        Map<String, String> artifacts = new HashMap<>(FOREIGN_ARTIFACTS);
        modules.forEach(module -> artifacts.put(module.descriptor().name(), module.artifactId()));
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

    private static List<Published> published() throws Exception {
        Path root = Path.of("").toAbsolutePath().getParent().getParent();
        List<Published> modules = new ArrayList<>();
        try (Stream<Path> found = Files.find(
                root, 3, (file, attributes) -> file.getFileName().toString().equals("pom.xml"))) {
            for (Path pom : found.sorted().toList()) {
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
