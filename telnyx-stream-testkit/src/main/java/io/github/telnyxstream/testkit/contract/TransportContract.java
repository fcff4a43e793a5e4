package io.github.telnyxstream.testkit.contract;

/**
 * Everything that an adapter has to prove, over real sockets. A test class says how its server is started, and inherits the
 * tests.
 *
 * <pre>{@code
 * final class MyServerIT implements TransportContract {
 *     @Override
 *     public RunningServer serve(Admissions admissions) {
 *         MyServer server = new MyServer(0, admissions).start();
 *         return RunningServer.of(server.port(), server::stop);
 *     }
 * }
 * }</pre>
 */
public interface TransportContract
        extends HandshakeContract,
                StrangerContract,
                SecretContract,
                InboundContract,
                OutboundContract,
                CloseContract,
                LifeContract,
                SessionContract,
                NetworkContract,
                ChurnContract,
                HourContract,
                HeavyContract {}
