/** One port for streams, webhooks, a health check and the application's own requests. */
module io.github.telnyxstream.server {
    requires transitive io.github.telnyxstream.callcontrol;
    requires transitive io.github.telnyxstream.stream;
    requires io.github.telnyxstream.adapter.jetty;
    requires org.eclipse.jetty.server;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.telnyxstream.server;
}
