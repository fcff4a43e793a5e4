package io.github.telnyxstream.adapter.jakarta.undertow;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.http.HttpServlet;
import java.net.InetSocketAddress;
import org.xnio.Options;

/** One servlet on Undertow. */
final class UndertowServer {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private UndertowServer() {}

    static RunningServer start(HttpServlet servlet, String mapping) throws Exception {
        DeploymentInfo application = Servlets.deployment()
                .setClassLoader(UndertowServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("contract")
                .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, new WebSocketDeploymentInfo())
                .addServlet(Servlets.servlet(
                                "contract", servlet.getClass(), new ImmediateInstanceFactory<HttpServlet>(servlet))
                        .setAsyncSupported(true)
                        .addMapping(mapping));
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
