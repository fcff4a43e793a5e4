package io.github.telnyxstream.adapter.javawebsocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.stream.StreamAcceptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a native image has to be told of codec, core, call control and this adapter: nothing by whoever builds one. Whatever is
 * found at run time is here, with the reason why the image has it.
 */
class NativeImageTest {

    private static final String METADATA =
            "/META-INF/native-image/io.github.telnyxstream/telnyx-stream-core/reflect-config.json";

    /** Who looks something up at run time, and why that is no matter. */
    private static final Map<String, String> KNOWN = Map.of(
            "io.github.telnyxstream.codec.AudioCodecs", "services on the class path are in the image",
            "io.github.telnyxstream.stream.VarHandles", "the fields are in core's metadata, see below",
            "io.github.telnyxstream.stream.Workers", "constant arguments, which the builder of images looks up itself",
            "io.github.telnyxstream.callcontrol.wire.Json", "types of the application, for ClientStateCodec");

    private static final Set<String> OF_CLASSES = Set.of(
            "forName",
            "getMethod",
            "getMethods",
            "getDeclaredMethod",
            "getDeclaredMethods",
            "getField",
            "getFields",
            "getDeclaredField",
            "getDeclaredFields",
            "getConstructor",
            "getConstructors",
            "getDeclaredConstructor",
            "getDeclaredConstructors",
            "getRecordComponents",
            "newInstance",
            "getResource",
            "getResourceAsStream");

    private static final Pattern VAR_HANDLE =
            Pattern.compile("VarHandles\\.of\\(MethodHandles\\.lookup\\(\\),\\s*(\\w+)\\.class,\\s*\"(\\w+)\"");

    @Test
    void knowsWhoLooksUpWhatAtRunTime() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter().importUrls(locations())) {
            type.getAccessesFromSelf().stream()
                    .map(JavaAccess::getTarget)
                    .filter(NativeImageTest::isDynamic)
                    .forEach(target -> found.computeIfAbsent(type.getName(), name -> new TreeSet<>())
                            .add(target.getName()));
        }
        found.keySet().removeIf(name -> name.startsWith("io.github.telnyxstream.adapter") && name.contains("Native"));

        assertThat(found.keySet()).as("%s", found).containsExactlyInAnyOrderElementsOf(KNOWN.keySet());
    }

    private static List<URL> locations() {
        return Stream.of(AudioCodec.class, StreamAcceptor.class, CallControl.class, StreamWebSocketServer.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toList();
    }

    private static boolean isDynamic(AccessTarget target) {
        JavaClass owner = target.getOwner();
        String name = target.getName();
        return owner.isEquivalentTo(Class.class) && OF_CLASSES.contains(name)
                || owner.isAssignableTo(ClassLoader.class) && name.matches("loadClass|(getR|r|getSystemR)esource.*")
                || owner.isEquivalentTo(ServiceLoader.class) && name.startsWith("load")
                || owner.isEquivalentTo(MethodHandles.Lookup.class) && name.matches("find.*|unreflect.*")
                || owner.isEquivalentTo(ResourceBundle.class)
                || owner.isEquivalentTo(ObjectInputStream.class)
                || owner.isEquivalentTo(java.lang.reflect.Proxy.class)
                || owner.getName().endsWith("FieldUpdater")
                || owner.isEquivalentTo(System.class) && name.startsWith("load")
                || owner.getName().matches("com\\.fasterxml\\.jackson\\.databind\\.Object(Mapper|Reader|Writer)")
                        && name.matches("readValues?|readerFor|writeValue.*|convertValue|treeToValue|valueToTree");
    }

    @Test
    void namesEachFieldThatHasAVarHandle() throws Exception {
        Set<String> named = new TreeSet<>();
        for (JsonNode type : metadata()) {
            for (JsonNode field : type.path("fields")) {
                String name = field.path("name").asText();
                Field declared = Class.forName(
                                type.path("name").asText(), false, getClass().getClassLoader())
                        .getDeclaredField(name);
                assertThat(Modifier.isFinal(declared.getModifiers())).as(name).isFalse();
                named.add(type.path("name").asText() + "." + name);
            }
        }
        assertThat(named).isEqualTo(fieldsWithVarHandles()).isNotEmpty();
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream in = StreamAcceptor.class.getResourceAsStream(METADATA)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, METADATA));
        }
    }

    private static Set<String> fieldsWithVarHandles() throws IOException {
        Set<String> fields = new TreeSet<>();
        Path core = Path.of("../../telnyx-stream-core/src/main/java/io/github/telnyxstream/stream");
        try (Stream<Path> files = Files.list(core)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                String source = Files.readString(file);
                List<MatchResult> handles = VAR_HANDLE.matcher(source).results().toList();
                assertThat(handles).as(name).hasSize(source.split("VarHandles\\.of\\(", -1).length - 1);
                for (MatchResult handle : handles) {
                    String owner = handle.group(1).equals(name) ? name : name + "$" + handle.group(1);
                    fields.add("io.github.telnyxstream.stream." + owner + "." + handle.group(2));
                }
            }
        }
        return fields;
    }
}
