package io.github.telnyxstream.adapter.quarkus;

import io.quarkus.websockets.next.WebSocket;

@WebSocket(path = "/media/*")
class Media extends StreamEndpoint {}
