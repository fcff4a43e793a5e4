package io.github.telnyxstream.examples.echo;

import io.github.telnyxstream.adapter.javawebsocket.StreamWebSocketServer;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.net.InetSocketAddress;

/** What it costs to embed the library: these lines. Whoever calls hears themselves. */
public final class EchoServer {
    private EchoServer() {}

    // snippet: echo
    public static void main(String[] args) {
        StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
        new StreamWebSocketServer(new InetSocketAddress(8080), acceptor).start();
    }

    static final class EchoListener implements StreamListener.NonBlocking {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }
    // end of snippet
}
