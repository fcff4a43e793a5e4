package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

final class TomcatWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new TomcatContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Wrapper webhooks = Tomcat.addServlet(context, "webhooks", new WebhookServlet(receiver));
        webhooks.setAsyncSupported(true);
        webhooks.addMapping("/webhook");
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
}
