package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import java.util.Map;

final class TomcatContractIT implements TransportContract {
    @Override
    public String server() {
        return "Tomcat " + TomcatServer.version();
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of("answersPingsAndTellsThem", "Jakarta WebSocket answers pings and tells nobody of them");
    }

    @Override
    public RunningServer serve(Admissions admissions) throws Exception {
        return TomcatServer.start(new StreamServlet(admissions), "/media/*");
    }
}
