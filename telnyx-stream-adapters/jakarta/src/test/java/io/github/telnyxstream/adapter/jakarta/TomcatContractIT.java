package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;
import java.nio.file.Files;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.tomcat.websocket.server.WsSci;
import org.apache.tomcat.websocket.server.WsServerContainer;

final class TomcatContractIT implements TransportContract {
    @Override
    public String server() {
        return "Tomcat " + ServerInfo.getServerNumber().replaceAll("\\.0$", "");
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of("answersPingsAndTellsThem", "Jakarta WebSocket answers pings and tells nobody of them");
    }

    @Override
    public RunningServer serve(Admissions admissions) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("socket.txBufSize", "65536");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), null);
        Wrapper streams = Tomcat.addServlet(context, "streams", new StreamServlet(admissions));
        streams.setAsyncSupported(true);
        streams.addMapping("/media/*");
        tomcat.start();
        ServletContext web = context.getServletContext();
        ((WsServerContainer) web.getAttribute(ServerContainer.class.getName())).setProcessPeriod(1);
        return RunningServer.of(connector.getLocalPort(), () -> stop(tomcat));
    }

    private static void stop(Tomcat tomcat) {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException refused) {
            throw new IllegalStateException("Tomcat does not stop", refused);
        }
    }
}
