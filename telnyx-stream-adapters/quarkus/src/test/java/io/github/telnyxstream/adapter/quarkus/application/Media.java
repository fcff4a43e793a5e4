package io.github.telnyxstream.adapter.quarkus.application;

import io.github.telnyxstream.adapter.quarkus.StreamEndpoint;
import io.quarkus.websockets.next.WebSocket;

/** In a package of its own, as an application has it: what Quarkus generates beside it calls the endpoint from here. */
@WebSocket(path = "/media/*")
public class Media extends StreamEndpoint {}
