package io.github.telnyxstream.callcontrol.webhook;

import java.security.Provider;
import java.security.Security;
import java.util.Objects;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Who computes Ed25519: the JDK and Bouncy Castle, which differ in how strictly they read the standard. */
final class SecurityProviders {

    static final Provider JDK = Objects.requireNonNull(Security.getProvider("SunEC"));
    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private SecurityProviders() {}

    /** For {@code @MethodSource}. */
    static Stream<Provider> all() {
        return Stream.of(JDK, BOUNCY_CASTLE);
    }
}
