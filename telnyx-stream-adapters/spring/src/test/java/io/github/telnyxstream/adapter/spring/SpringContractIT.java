package io.github.telnyxstream.adapter.spring;

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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.SpringVersion;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

final class SpringContractIT implements TransportContract {
    @Override
    public String server() {
        return "Spring MVC " + SpringVersion.getVersion() + " on Tomcat "
                + ServerInfo.getServerNumber().replaceAll("\\.0$", "");
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of(
                "answersPingsAndTellsThem", "Jakarta WebSocket answers pings and tells nobody of them",
                "keepsTokensOutOfTheDebugLog", "Spring's DispatcherServlet logs every path at DEBUG");
    }

    @Override
    public RunningServer serve(Admissions admissions) throws Exception {
        AnnotationConfigWebApplicationContext application = new AnnotationConfigWebApplicationContext();
        application.addBeanFactoryPostProcessor(factory -> factory.registerSingleton("acceptor", admissions));
        application.register(Application.class);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("socket.txBufSize", "65536");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), null);
        Wrapper dispatcher = Tomcat.addServlet(context, "dispatcher", new DispatcherServlet(application));
        dispatcher.setAsyncSupported(true);
        dispatcher.setLoadOnStartup(1);
        dispatcher.addMapping("/");
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

    /** As an application has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class Application {
        @Bean
        HandlerMapping streams(Admissions acceptor) {
            return new SimpleUrlHandlerMapping(Map.of("/media/**", new StreamRequestHandler(acceptor)), -1);
        }
    }
}
