package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import java.util.Map;
import org.apache.catalina.util.ServerInfo;
import org.springframework.core.SpringVersion;

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
        SpringServer server = SpringServer.start(admissions);
        return RunningServer.of(server.port(), server::stop);
    }
}
