package io.github.telnyxstream.adapter.jetty.javalin;

import io.github.telnyxstream.adapter.jetty.StreamHandler;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import io.javalin.util.JavalinBindException;
import java.util.Map;

final class JavalinContractIT implements TransportContract {
    @Override
    public String server() {
        return "Javalin " + JavalinBindException.class.getPackage().getImplementationVersion();
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of("keepsTokensOutOfTheDebugLog", "Jetty logs requests at DEBUG, byte by byte");
    }

    @Override
    public RunningServer serve(Admissions admissions) {
        return JavalinServer.start(new StreamHandler("/media/*", admissions));
    }
}
