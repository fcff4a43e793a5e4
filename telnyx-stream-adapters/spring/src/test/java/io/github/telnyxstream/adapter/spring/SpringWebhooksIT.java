package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import java.nio.file.Files;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

final class SpringWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new SpringContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) throws Exception {
        AnnotationConfigWebApplicationContext application = new AnnotationConfigWebApplicationContext();
        application.addBeanFactoryPostProcessor(factory -> factory.registerSingleton("receiver", receiver));
        application.register(Application.class);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Wrapper dispatcher = Tomcat.addServlet(context, "dispatcher", new DispatcherServlet(application));
        dispatcher.setAsyncSupported(true);
        dispatcher.setLoadOnStartup(1);
        dispatcher.addMapping("/");
        tomcat.start();
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
        HandlerMapping webhooks(WebhookReceiver receiver) {
            return new SimpleUrlHandlerMapping(Map.of("/webhook", new WebhookRequestHandler(receiver)), -1);
        }
    }
}
