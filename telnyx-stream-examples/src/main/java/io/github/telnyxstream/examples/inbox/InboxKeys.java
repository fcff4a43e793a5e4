package io.github.telnyxstream.examples.inbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who may see the inbox, and which of their requests came from its own page. Thread-safe. */
final class InboxKeys {
    static final int SHORTEST_PASSWORD = 12;
    private static final String BASIC = "Basic ";

    private final byte[] password;
    private final SecretKeySpec ofThisProcess;

    InboxKeys(String password) {
        if (password.length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException("is too short, " + SHORTEST_PASSWORD
                    + " characters at least: everybody who" + " finds the public URL may try one");
        }
        this.password = password.getBytes(StandardCharsets.UTF_8);
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        ofThisProcess = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** Whether a header {@code Authorization} has the password; the user's name does not matter. */
    boolean opens(Optional<String> authorization) {
        if (authorization.isEmpty() || !authorization.get().regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return false;
        }
        try {
            String both = new String(
                    Base64.getDecoder()
                            .decode(authorization
                                    .get()
                                    .substring(BASIC.length())
                                    .strip()),
                    StandardCharsets.UTF_8);
            byte[] shown = both.substring(both.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(mac(shown), mac(password));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** What a form of the page carries, which no other site can know: a browser sends the password by itself. */
    String formToken(String name) {
        return HexFormat.of().formatHex(mac(("delete " + name).getBytes(StandardCharsets.UTF_8)));
    }

    boolean isFormToken(String token, String name) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), formToken(name).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(ofThisProcess);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
