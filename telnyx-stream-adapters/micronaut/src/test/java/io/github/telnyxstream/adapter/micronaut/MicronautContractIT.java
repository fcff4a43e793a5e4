package io.github.telnyxstream.adapter.micronaut;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import io.micronaut.core.version.VersionUtils;

final class MicronautContractIT implements TransportContract {
    @Override
    public String server() {
        return "Micronaut " + VersionUtils.getMicronautVersion();
    }

    @Override
    public RunningServer serve(Admissions admissions) {
        return MicronautServer.start(Admissions.class, admissions);
    }
}
