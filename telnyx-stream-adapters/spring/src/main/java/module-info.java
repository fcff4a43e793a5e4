/** telnyx-stream on Spring MVC, whatever servlet container is below. */
module io.github.telnyxstream.adapter.spring {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires transitive jakarta.servlet;
    requires spring.beans;
    requires spring.context;
    requires transitive spring.web;
    requires io.github.telnyxstream.adapter.jakarta;
    requires static org.jspecify;

    exports io.github.telnyxstream.adapter.spring;
}
