/** The Telnyx simulator, fakes and contract tests: for developing and testing an application without a phone line. */
module io.github.telnyxstream.testkit {
    requires com.fasterxml.jackson.databind;
    requires transitive io.github.telnyxstream.callcontrol;
    requires transitive io.github.telnyxstream.codec;
    requires transitive io.github.telnyxstream.stream;
    requires java.logging;
    requires java.management;
    requires java.net.http;
    requires jdk.httpserver;
    requires org.slf4j;
    requires static transitive org.junit.jupiter.api;
    requires static ch.qos.logback.classic;
    requires static ch.qos.logback.core;
    requires static org.junit.platform.commons;
    requires static org.assertj.core;
    requires static transitive org.jspecify;

    uses io.github.telnyxstream.testkit.observation.SpeechWords;

    exports io.github.telnyxstream.testkit;
    exports io.github.telnyxstream.testkit.caller;
    exports io.github.telnyxstream.testkit.contract;
    exports io.github.telnyxstream.testkit.fault;
    exports io.github.telnyxstream.testkit.junit;
    exports io.github.telnyxstream.testkit.network;
    exports io.github.telnyxstream.testkit.observation;
    exports io.github.telnyxstream.testkit.report;
    exports io.github.telnyxstream.testkit.router;
    exports io.github.telnyxstream.testkit.simulator;
}
