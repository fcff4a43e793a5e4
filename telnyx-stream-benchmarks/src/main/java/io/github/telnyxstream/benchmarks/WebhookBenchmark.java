package io.github.telnyxstream.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A webhook checked and read, beside the signature check and Jackson alone; with the JDK's Ed25519 and another one. */
@State(Scope.Thread)
public class WebhookBenchmark {
    private final SignedBody webhook = new SignedBody();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Provider bouncyCastle = new BouncyCastleProvider();
    private final PublicKey bouncyKey = webhook.keyOf(bouncyCastle);
    private final WebhookVerifier verifier = WebhookVerifier.builder()
            .key(webhook.keyText)
            .clock(SignedBody.CLOCK)
            .build();
    private final WebhookVerifier bouncyVerifier = WebhookVerifier.builder()
            .key(webhook.keyText)
            .clock(SignedBody.CLOCK)
            .provider(bouncyCastle)
            .build();

    @Benchmark
    public Object jdk() throws WebhookVerificationException {
        return verifier.verify(webhook.body, webhook.headers::get);
    }

    @Benchmark
    public Object jdkBare() throws GeneralSecurityException, IOException {
        return bare(Signature.getInstance("Ed25519"), webhook.key);
    }

    @Benchmark
    public Object bouncyCastle() throws WebhookVerificationException {
        return bouncyVerifier.verify(webhook.body, webhook.headers::get);
    }

    @Benchmark
    public Object bouncyCastleBare() throws GeneralSecurityException, IOException {
        return bare(Signature.getInstance("Ed25519", bouncyCastle), bouncyKey);
    }

    private Object bare(Signature check, PublicKey key) throws GeneralSecurityException, IOException {
        check.initVerify(key);
        check.update((webhook.timestamp + "|").getBytes(StandardCharsets.UTF_8));
        check.update(webhook.body);
        if (!check.verify(Base64.getDecoder().decode(webhook.signature))) {
            throw new IllegalStateException("the signature is right");
        }
        return mapper.readTree(webhook.body);
    }
}
