package io.github.telnyxstream.adapter.quarkus;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** By which a peer that stopped reading is noticed within seconds; Quarkus has no property for it. */
@Singleton
final class SendBuffer implements HttpServerOptionsCustomizer {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setSendBufferSize(SEND_BUFFER_BYTES);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setSendBufferSize(SEND_BUFFER_BYTES);
    }
}
