package io.github.telnyxstream.adapter.jakarta.tyrus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.adapter.jakarta.StreamServlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import jakarta.websocket.Endpoint;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.glassfish.tyrus.servlet.TyrusServletContainerInitializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where streams cannot be had, the servlet says so when it starts, in one line. */
class TyrusIT {
    @TempDir
    private Path folder;

    @Test
    void saysThatTyrusCannot() throws Exception {
        assertRefuses(new TyrusServletContainerInitializer(), "Streams cannot be had on Tyrus");
    }

    @Test
    void namesTheJarThatIsMissing() throws Exception {
        assertRefuses(null, "its jar is missing: tomcat-embed-websocket");
    }

    private void assertRefuses(@Nullable ServletContainerInitializer webSocket, String words) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        if (webSocket != null) {
            // which starts nothing where there is no class that it might look at
            context.addServletContainerInitializer(webSocket, new HashSet<>(Set.of(Endpoint.class)));
        }
        Wrapper streams = Tomcat.addServlet(context, "streams", new StreamServlet(handshake -> {
            throw new AssertionError("nobody gets this far");
        }));
        tomcat.start();
        try {
            assertThatThrownBy(streams::load)
                    .isInstanceOf(ServletException.class)
                    .hasMessageContaining(words);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}
