/** Phrases of a grammar, recognised offline. */
module io.github.telnyxstream.agent.sphinx {
    requires transitive io.github.telnyxstream.agent;
    requires java.logging;
    requires sphinx4.core;
    requires static com.google.errorprone.annotations;
    requires static io.github.telnyxstream.testkit;
    requires static transitive org.jspecify;

    exports io.github.telnyxstream.agent.sphinx;
}
