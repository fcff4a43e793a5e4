package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * An echo on the JDK's channels alone: one thread, one selector, an upgrade that checks nothing. It is what any server on the
 * JDK's sockets costs at least; {@link NioContractIT} is the other half of the pair.
 */
final class BareNio implements AdapterUnderTest {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    @Override
    public RunningServer serve(Admissions nobody) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listening =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        Thread loop = new Thread(() -> run(selector, listening), "bare-nio");
        loop.setDaemon(true);
        loop.start();
        int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
        return RunningServer.of(port, () -> stop(selector, listening));
    }

    private static void stop(Selector selector, ServerSocketChannel listening) {
        try {
            listening.close();
            selector.close();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static void run(Selector selector, ServerSocketChannel listening) {
        try {
            while (selector.isOpen()) {
                selector.select(key -> handle(selector, listening, key));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (ClosedSelectorException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void handle(Selector selector, ServerSocketChannel listening, SelectionKey key) {
        try {
            if (key.attachment() instanceof NioConnection connection) {
                connection.handle(key);
            } else {
                SocketChannel accepted = listening.accept();
                accepted.configureBlocking(false);
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                accepted.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
                accepted.register(selector, SelectionKey.OP_READ, new NioConnection(accepted));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
