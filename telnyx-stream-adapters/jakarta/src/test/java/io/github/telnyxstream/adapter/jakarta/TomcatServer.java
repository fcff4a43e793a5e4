package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.stream.transport.Admissions;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.apache.tomcat.websocket.server.WsServerContainer;

/** A Tomcat with streams at {@code /media}. */
final class TomcatServer {
    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector();
    private final Context context;

    private TomcatServer(Admissions admissions) throws IOException {
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("socket.txBufSize", "65536");
        tomcat.setConnector(connector);
        context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), null);
        Wrapper streams = Tomcat.addServlet(context, "streams", new StreamServlet(admissions));
        streams.setAsyncSupported(true);
        streams.addMapping("/media/*");
    }

    static TomcatServer start(Admissions admissions) throws IOException, LifecycleException {
        TomcatServer server = new TomcatServer(admissions);
        server.tomcat.start();
        ServletContext web = server.context.getServletContext();
        ((WsServerContainer) web.getAttribute(ServerContainer.class.getName())).setProcessPeriod(1);
        return server;
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Stops the application, while Tomcat goes on. */
    void stopApplication() {
        try {
            context.stop();
        } catch (LifecycleException refused) {
            throw new IllegalStateException("the application does not stop", refused);
        }
    }

    void stop() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException refused) {
            throw new IllegalStateException("Tomcat does not stop", refused);
        }
    }
}
