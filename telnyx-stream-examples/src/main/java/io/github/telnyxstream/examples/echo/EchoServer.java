package io.github.telnyxstream.examples.echo;

import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.IOException;

/** What it costs to embed the library: these lines. Whoever calls hears themselves. */
public final class EchoServer {
    private EchoServer() {}

    // snippet: echo
    public static void main(String[] args) throws IOException {
        StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
        StreamServer.builder(acceptor).port(8080).start();
    }

    static final class EchoListener implements StreamListener.NonBlocking {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }
    // end of snippet
}
