/** Metrics of streams and call control, for Micrometer. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // Micrometer names its modules in the manifest only
module io.github.telnyxstream.micrometer {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires transitive micrometer.core;
    requires static transitive org.jspecify;

    exports io.github.telnyxstream.micrometer;
}
