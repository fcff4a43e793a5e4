package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.stream.ExpectedStream;
import io.github.telnyxstream.stream.StreamListener;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ListableBeanFactory;

/** Which listener's bean serves which path. Immutable once made. */
final class ListenerCatalog {
    private final ListableBeanFactory beans;
    /** Longest path first. */
    private final TreeMap<String, String> namesByPath =
            new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    ListenerCatalog(ListableBeanFactory beans, String usualPath) {
        this.beans = beans;
        for (String name : beans.getBeanNamesForType(StreamListener.class, true, false)) {
            if (!beans.isPrototype(name)) {
                throw new TelnyxConfigurationException(
                        "The StreamListener '" + name + "' is one for all calls, which would mix them.",
                        "Annotate it with @TelnyxStream, or its bean method with @Scope(\"prototype\").");
            }
            TelnyxStream stream = beans.findAnnotationOnBean(name, TelnyxStream.class);
            String path = stream == null || stream.value().isEmpty() ? usualPath : stream.value();
            if (!path.matches("(/[^/*{}?#]+)+")) {
                throw new TelnyxConfigurationException(
                        "'" + path + "' of the StreamListener '" + name + "' is no path for streams.",
                        "Write one such as /media in @TelnyxStream, or in telnyx.stream.path.");
            }
            String other = namesByPath.put(path, name);
            if (other != null) {
                throw new TelnyxConfigurationException(
                        "The StreamListeners '" + other + "' and '" + name + "' both serve " + path + ".",
                        "Give one of them a path of its own: @TelnyxStream(\"/other\").");
            }
        }
    }

    /** Every path that streams come in at. */
    Set<String> paths() {
        return namesByPath.keySet();
    }

    /** A listener for one stream. */
    StreamListener listener(ExpectedStream stream) {
        String at = stream.handshake().path();
        for (Map.Entry<String, String> each : namesByPath.entrySet()) {
            if (isUnder(at, each.getKey())) {
                return beans.getBean(each.getValue(), StreamListener.class);
            }
        }
        throw new IllegalStateException("no StreamListener for this path");
    }

    /** Whatever path the application itself is under. */
    private static boolean isUnder(String at, String path) {
        return at.endsWith(path) || at.contains(path + "/");
    }
}
