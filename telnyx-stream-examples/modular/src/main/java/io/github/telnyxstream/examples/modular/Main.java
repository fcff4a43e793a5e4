package io.github.telnyxstream.examples.modular;

import io.github.telnyxstream.adapter.javawebsocket.StreamWebSocketServer;
import io.github.telnyxstream.adapter.jetty.StreamHandler;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.ffmpeg.FfmpegCodecProvider;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.testkit.ManualClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Makes one thing of each module, and prints which modules it has found. */
final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        AudioCodec opus = AudioCodec.of(MediaFormat.of(Encoding.OPUS, 48_000)); // found by its provider
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (CallControl calls = CallControl.create("KEY0");
                StreamAcceptor acceptor = StreamAcceptor.create(() -> new StreamListener() {})) {
            StreamWebSocketServer server = new StreamWebSocketServer(anyPort, acceptor);
            server.start();
            server.stop();
            System.out.println(
                    calls.call("example") + " " + opus.getClass().getModule().getName() + " "
                            + new StreamHandler("/media/*", acceptor).getState() + " "
                            + FfmpegCodecProvider.class.getName() + " "
                            + ManualClock.class.getName());
        }
        ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .filter(name -> name.startsWith("io.github.telnyxstream."))
                .sorted()
                .forEach(System.out::println);
    }
}
