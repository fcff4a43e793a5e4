/** telnyx-stream on Spring WebFlux with Reactor Netty. */
module io.github.telnyxstream.adapter.webflux {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires transitive spring.web;
    requires spring.core;
    requires transitive reactor.core;
    requires reactor.netty.core;
    requires reactor.netty.http;
    requires io.github.telnyxstream.adapter.netty;
    requires org.reactivestreams;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.telnyxstream.adapter.webflux;
}
