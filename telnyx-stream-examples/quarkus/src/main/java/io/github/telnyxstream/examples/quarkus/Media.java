package io.github.telnyxstream.examples.quarkus;

import io.github.telnyxstream.adapter.quarkus.StreamEndpoint;
import io.quarkus.websockets.next.WebSocket;

/** Where streams come in. */
@WebSocket(path = "/media/*")
class Media extends StreamEndpoint {}
