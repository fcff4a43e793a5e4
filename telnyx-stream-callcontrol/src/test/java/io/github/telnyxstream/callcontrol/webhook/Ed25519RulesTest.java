package io.github.telnyxstream.callcontrol.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of RFC 8032 and of Project Wycheproof's Ed25519 collection in our words, with every security provider.
 */
class Ed25519RulesTest {

    private static final String PROVIDERS = "io.github.telnyxstream.callcontrol.webhook.SecurityProviders#all";
    private static final byte[] MESSAGE = "1767225600|{}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FIRST_HALF =
            CraftedSignatures.multiple(CraftedSignatures.NONCE).encoded();

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static PublicKey key(byte[] raw, Provider provider) {
        return Ed25519Keys.parse(Base64.getEncoder().encodeToString(raw), provider);
    }

    private static boolean accepts(Provider provider, byte[] signature, byte[]... parts) {
        return new Ed25519Check(provider).isSigned(key(CraftedSignatures.key(), provider), signature, parts);
    }

    private static byte[] genuine() {
        return CraftedSignatures.signature(FIRST_HALF, CraftedSignatures.NONCE, MESSAGE);
    }

    /** RFC 8032 section 7.1: key, message, signature. */
    static Stream<Arguments> publishedVectors() {
        List<List<String>> vectors = List.of(
                List.of(
                        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                        "",
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
                List.of(
                        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                        "72",
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
                List.of(
                        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                        "af82",
                        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
                List.of(
                        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
                        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                                + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"));
        return SecurityProviders.all()
                .flatMap(provider -> vectors.stream()
                        .map(vector -> Arguments.of(
                                provider, bytes(vector.get(0)), bytes(vector.get(1)), bytes(vector.get(2)))));
    }

    /** One bit of each byte at least. */
    @ParameterizedTest
    @MethodSource("publishedVectors")
    void acceptsThePublishedVectorsAndNoByteOfTheirSignaturesChanged(
            Provider provider, byte[] raw, byte[] message, byte[] signature) {
        assertVector(new Ed25519Check(provider), key(raw, provider), message, signature, 7);
    }

    @ParameterizedTest
    @MethodSource("publishedVectors")
    @Tag("thorough")
    void acceptsNoBitOfTheirSignaturesFlipped(Provider provider, byte[] raw, byte[] message, byte[] signature) {
        assertVector(new Ed25519Check(provider), key(raw, provider), message, signature, 1);
    }

    private static void assertVector(Ed25519Check check, PublicKey key, byte[] message, byte[] signature, int step) {
        assertThat(check.isSigned(key, signature, message)).isTrue();
        for (int bit = 0; bit < signature.length * 8; bit += step) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(check.isSigned(key, flipped, message)).as("bit %d", bit).isFalse();
        }
        assertThat(check.isSigned(key, signature, message, new byte[1])).isFalse();
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void acceptsASignatureOfNothingAndOfMuch(Provider provider) {
        byte[] much = new byte[1 << 16];
        for (byte[] message : List.of(new byte[0], much)) {
            byte[] signature = CraftedSignatures.signature(FIRST_HALF, CraftedSignatures.NONCE, message);

            assertThat(accepts(provider, signature, message)).isTrue();
            assertThat(accepts(provider, signature, MESSAGE)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void refusesASecondHalfThatIsTheOrderOrMore(Provider provider) {
        BigInteger s = CraftedSignatures.s(FIRST_HALF, CraftedSignatures.NONCE, MESSAGE);
        BigInteger order = CraftedSignatures.L;
        BigInteger most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        assertThat(accepts(provider, genuine(), MESSAGE)).isTrue();

        for (BigInteger wrong : List.of(
                s.add(order),
                s.add(order.multiply(BigInteger.valueOf(8))),
                order,
                order.add(BigInteger.ONE),
                BigInteger.TWO.pow(253),
                most)) {
            byte[] signature = CraftedSignatures.joined(FIRST_HALF, wrong);
            assertThat(Ed25519Check.isCanonical(signature)).as("S = %x", wrong).isFalse();
            assertThat(accepts(provider, signature, MESSAGE))
                    .as("S = %x", wrong)
                    .isFalse();
        }
        byte[] largest = CraftedSignatures.joined(FIRST_HALF, order.subtract(BigInteger.ONE));
        assertThat(Ed25519Check.isCanonical(largest)).isTrue();
        assertThat(accepts(provider, largest, MESSAGE)).isFalse();
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void refusesAFirstHalfThatIsNotWrittenTheShortestWay(Provider provider) {
        // the neutral point, for which the equation holds, as y = 1, y = p + 1, and with a sign that zero does not have
        for (String firstHalf : List.of(
                "0100000000000000000000000000000000000000000000000000000000000000",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")) {
            byte[] signature = CraftedSignatures.signature(bytes(firstHalf), BigInteger.ZERO, MESSAGE);

            assertThat(accepts(provider, signature, MESSAGE)).as(firstHalf).isFalse();
        }
        for (int beyond = 0; beyond < 19; beyond++) {
            byte[] y = CraftedSignatures.littleEndian(CraftedSignatures.P.add(BigInteger.valueOf(beyond)));
            assertThat(Ed25519Check.isCanonical(Arrays.copyOf(y, 64)))
                    .as("p + %d", beyond)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void refusesAFirstHalfOfSmallOrder(Provider provider) {
        for (int number = 0; number < 8; number++) {
            byte[] small = CraftedSignatures.ofSmallOrder(number).encoded();
            assertThat(accepts(provider, CraftedSignatures.signature(small, BigInteger.ZERO, MESSAGE), MESSAGE))
                    .as("number %d", number)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void refusesATruncatedAndAnExtendedSignature(Provider provider) {
        byte[] genuine = genuine();
        IntStream.of(0, 1, 31, 32, 63, 65, 96, 128)
                .forEach(length -> assertThat(accepts(provider, Arrays.copyOf(genuine, length), MESSAGE))
                        .as("%d bytes", length)
                        .isFalse());
        byte[] shifted = new byte[65];
        System.arraycopy(genuine, 0, shifted, 1, 64);
        assertThat(accepts(provider, shifted, MESSAGE)).isFalse();
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void refusesKeysOfAnotherLength(Provider provider) {
        IntStream.of(0, 1, 31, 33, 43, 45, 57, 64)
                .forEach(length -> assertThatThrownBy(() -> key(new byte[length], provider))
                        .as("%d bytes", length)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("32 bytes"));
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void refusesKeysThatAreNotWrittenTheShortestWay(Provider provider) {
        for (int beyond = 0; beyond < 19; beyond++) {
            byte[] y = CraftedSignatures.littleEndian(CraftedSignatures.P.add(BigInteger.valueOf(beyond)));
            byte[] signed = y.clone();
            signed[31] |= (byte) 0x80;
            for (byte[] raw : List.of(y, signed)) {
                assertThatThrownBy(() -> key(raw, provider))
                        .as("p + %d", beyond)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("canonical");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(PROVIDERS)
    void refusesKeysThatAreNoPointOrOfSmallOrder(Provider provider) {
        assertThatThrownBy(() -> key(CraftedSignatures.littleEndian(BigInteger.TWO), provider))
                .hasMessageContaining("not a point");
        assertThat(key(CraftedSignatures.key(), provider)).isNotNull();
        for (int number = 0; number < 8; number++) {
            byte[] small = CraftedSignatures.ofSmallOrder(number).encoded();
            assertThatThrownBy(() -> key(small, provider)).hasMessageContaining("small order");
        }
    }

    @Test
    void takesNoPointOfTheCurveForAnother() {
        Random random = new Random(25519);
        for (int round = 0; round < 100; round++) {
            byte[] encoded = CraftedSignatures.multiple(new BigInteger(250, random).add(BigInteger.ONE))
                    .encoded();
            assertThat(Ed25519Points.isOnCurve(encoded)).isTrue();
            assertThat(Ed25519Points.isOfSmallOrder(encoded)).isFalse();
        }
    }

    @Test
    void comesToTheSameVerdictWithEveryProviderWhateverIsChanged() {
        compareVerdicts(40);
    }

    @Test
    @Tag("thorough")
    void comesToTheSameVerdictWithEveryProviderThreeHundredTimes() {
        compareVerdicts(300);
    }

    private static void compareVerdicts(int rounds) {
        Random random = new Random(8032);
        byte[] genuine = genuine();
        for (int round = 0; round < rounds; round++) {
            byte[] changed = genuine.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                changed[random.nextInt(64)] = (byte) random.nextInt(256);
            }
            boolean same = Arrays.equals(changed, genuine);
            assertThat(SecurityProviders.all().map(provider -> accepts(provider, changed, MESSAGE)))
                    .containsOnly(same);
        }
    }
}
