/** An application that is a module itself. It names what it uses of the library, and nothing that the library is made of. */
module io.github.telnyxstream.examples.modular {
    requires io.github.telnyxstream.adapter.javawebsocket;
    requires io.github.telnyxstream.adapter.jetty;
    requires io.github.telnyxstream.agent;
    requires io.github.telnyxstream.agent.openai;
    requires io.github.telnyxstream.agent.telnyx;
    requires io.github.telnyxstream.callcontrol;
    requires io.github.telnyxstream.codec.ffmpeg;
    requires io.github.telnyxstream.codec.opus;
    requires io.github.telnyxstream.micrometer;
    requires io.github.telnyxstream.opentelemetry;
    requires io.github.telnyxstream.router.nats;
    requires io.github.telnyxstream.router.redis;
    requires io.github.telnyxstream.server;
    requires io.github.telnyxstream.testkit;
}
