package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.tomcat.websocket.server.WsSci;
import org.apache.tomcat.websocket.server.WsServerContainer;

/** One servlet on Tomcat, with WebSockets. */
final class TomcatServer {
    private TomcatServer() {}

    static String version() {
        return ServerInfo.getServerNumber().replaceAll("\\.0$", "");
    }

    static RunningServer start(Servlet servlet, String mapping, ServletContainerInitializer... more) throws Exception {
        Tomcat tomcat = tomcat(servlet, mapping, more);
        return RunningServer.of(tomcat.getConnector().getLocalPort(), () -> stop(tomcat));
    }

    static Tomcat tomcat(Servlet servlet, String mapping, ServletContainerInitializer... more) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("socket.txBufSize", "65536");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), null);
        for (ServletContainerInitializer each : more) {
            context.addServletContainerInitializer(each, null);
        }
        Wrapper only = Tomcat.addServlet(context, "only", servlet);
        only.setAsyncSupported(true);
        only.setLoadOnStartup(1);
        only.addMapping(mapping);
        tomcat.start();
        ServletContext web = context.getServletContext();
        // how often it looks whether a peer answers a close
        ((WsServerContainer) web.getAttribute(ServerContainer.class.getName())).setProcessPeriod(1);
        return tomcat;
    }

    static void stop(Tomcat tomcat) {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException refused) {
            throw new IllegalStateException("Tomcat does not stop", refused);
        }
    }
}
