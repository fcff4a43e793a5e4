package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The echo as a program of its own: prints its port and ends when its standard input does. */
final class NativeEcho {

    private NativeEcho() {}

    public static void main(String[] args) throws IOException {
        StreamAcceptor acceptor = StreamAcceptor.create(Listener::new);
        StreamWebSocketServer server = new StreamWebSocketServer(new InetSocketAddress("127.0.0.1", 0), acceptor);
        server.start();
        System.out.println(server.port());
        System.in.read();
        server.stop();
        acceptor.close();
    }

    private static final class Listener implements StreamListener.NonBlocking {

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }
}
