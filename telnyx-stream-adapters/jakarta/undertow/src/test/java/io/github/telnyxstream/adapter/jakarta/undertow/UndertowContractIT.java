package io.github.telnyxstream.adapter.jakarta.undertow;

import io.github.telnyxstream.adapter.jakarta.StreamServlet;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import io.undertow.Version;
import java.util.Map;

final class UndertowContractIT implements TransportContract {
    @Override
    public String server() {
        return "Undertow " + Version.getVersionString().replace(".Final", "");
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of(
                "abortsWithoutHandshake",
                        "Jakarta WebSocket has no word for hanging up, and Undertow still writes its close frame",
                "keepsTokensOutOfTheDebugLog", "Undertow logs requests at DEBUG",
                "answersPingsAndTellsThem", "Jakarta WebSocket answers pings and tells nobody of them",
                "givesThePlaceBackWhenThePeerDoesNotWaitForTheDecision",
                        "Undertow opens a socket whose peer has gone and does not tell its end: the engine does, "
                                + "when no start comes");
    }

    @Override
    public RunningServer serve(Admissions admissions) throws Exception {
        return UndertowServer.start(new StreamServlet(admissions), "/media/*");
    }
}
