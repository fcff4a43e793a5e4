package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
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
import org.springframework.core.SpringVersion;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** An application of Spring MVC's on Tomcat. */
final class SpringServer {
    private SpringServer() {}

    static String version() {
        return "Spring MVC " + SpringVersion.getVersion() + " on Tomcat "
                + ServerInfo.getServerNumber().replaceAll("\\.0$", "");
    }

    /** With these beans beside those of the configuration. */
    static RunningServer start(Class<?> configuration, Object... beans) throws Exception {
        Tomcat tomcat = tomcat(configuration, beans);
        return RunningServer.of(tomcat.getConnector().getLocalPort(), () -> stop(tomcat));
    }

    static Tomcat tomcat(Class<?> configuration, Object... beans) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("socket.txBufSize", "65536");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), null);
        Wrapper dispatcher = Tomcat.addServlet(context, "dispatcher", dispatcher(configuration, beans));
        dispatcher.setAsyncSupported(true);
        dispatcher.setLoadOnStartup(1);
        dispatcher.addMapping("/");
        tomcat.start();
        ServletContext web = context.getServletContext();
        // how often it looks whether a peer answers a close
        ((WsServerContainer) web.getAttribute(ServerContainer.class.getName())).setProcessPeriod(1);
        return tomcat;
    }

    static DispatcherServlet dispatcher(Class<?> configuration, Object... beans) {
        AnnotationConfigWebApplicationContext application = new AnnotationConfigWebApplicationContext();
        for (Object bean : beans) {
            application.addBeanFactoryPostProcessor(
                    factory -> factory.registerSingleton(bean.getClass().getName(), bean));
        }
        application.register(configuration);
        return new DispatcherServlet(application);
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
