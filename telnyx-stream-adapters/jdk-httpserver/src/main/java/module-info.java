/** Telnyx webhooks on the HTTP server of the JDK. */
module io.github.telnyxstream.adapter.jdkhttpserver {
    requires transitive io.github.telnyxstream.callcontrol;
    requires transitive jdk.httpserver;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.telnyxstream.adapter.jdkhttpserver;
}
