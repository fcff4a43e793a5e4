package io.github.telnyxstream.adapter.jakarta.undertow;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.http.HttpServlet;
import java.net.InetSocketAddress;
import org.xnio.Options;

/** An application on Undertow. */
final class UndertowServer {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private UndertowServer() {}

    /** One servlet. */
    static RunningServer start(HttpServlet servlet, String mapping) throws Exception {
        return start(
                new WebSocketDeploymentInfo(),
                Servlets.servlet("only", servlet.getClass(), new ImmediateInstanceFactory<HttpServlet>(servlet))
                        .setAsyncSupported(true)
                        .addMapping(mapping));
    }

    /** WebSockets, and servlets beside them. */
    static RunningServer start(WebSocketDeploymentInfo sockets, ServletInfo... servlets) throws Exception {
        DeploymentInfo application = Servlets.deployment()
                .setClassLoader(UndertowServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("contract")
                .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets)
                .addServlets(servlets);
        DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setSocketOption(Options.SEND_BUFFER, SEND_BUFFER_BYTES)
                .setHandler(manager.start())
                .build();
        undertow.start();
        InetSocketAddress address =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return RunningServer.of(address.getPort(), undertow::stop);
    }
}
