package io.github.telnyxstream.callcontrol.webhook;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Ed25519 (RFC 8032 section 5.1) in the open, slow and with known secrets, to make keys and signatures that no library makes:
 * with a first half of one's choice.
 */
final class CraftedSignatures {

    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final Point BASE = point("5866666666666666666666666666666666666666666666666666666666666666");
    private static final Point OF_ORDER_EIGHT =
            point("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

    /** The private number, less than L. */
    static final BigInteger SECRET = new BigInteger("3735928559123456789012345678901234567890");

    /** The number that makes the first half of a signature. */
    static final BigInteger NONCE = new BigInteger("987654321098765432109876543210");

    record Point(BigInteger x, BigInteger y) {

        Point plus(Point other) {
            BigInteger product = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y);
            BigInteger newX = x.multiply(other.y).add(y.multiply(other.x));
            BigInteger newY = y.multiply(other.y).add(x.multiply(other.x));
            return new Point(
                    newX.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
                    newY.multiply(BigInteger.ONE.subtract(product).modInverse(P))
                            .mod(P));
        }

        Point times(BigInteger factor) {
            Point product = new Point(BigInteger.ZERO, BigInteger.ONE);
            for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
                product = product.plus(product);
                if (factor.testBit(bit)) {
                    product = product.plus(this);
                }
            }
            return product;
        }

        byte[] encoded() {
            byte[] encoded = littleEndian(y);
            if (x.testBit(0)) {
                encoded[31] |= (byte) 0x80;
            }
            return encoded;
        }
    }

    private CraftedSignatures() {}

    /** A multiple of the base point. */
    static Point multiple(BigInteger factor) {
        return BASE.times(factor);
    }

    /** One of the eight points of small order; 0 is the neutral one. */
    static Point ofSmallOrder(int number) {
        return OF_ORDER_EIGHT.times(BigInteger.valueOf(number));
    }

    static byte[] key() {
        return multiple(SECRET).encoded();
    }

    /** What fits this first half, if {@code nonce} times the base point is what it stands for. */
    static byte[] signature(byte[] firstHalf, BigInteger nonce, byte[] message) {
        return joined(firstHalf, s(firstHalf, nonce, message));
    }

    static BigInteger s(byte[] firstHalf, BigInteger nonce, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(firstHalf);
            digest.update(key());
            digest.update(message);
            byte[] hash = digest.digest();
            return nonce.add(fromLittleEndian(hash).multiply(SECRET)).mod(L);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static byte[] joined(byte[] firstHalf, BigInteger s) {
        byte[] signature = Arrays.copyOf(firstHalf, 64);
        System.arraycopy(littleEndian(s), 0, signature, 32, 32);
        return signature;
    }

    static byte[] littleEndian(BigInteger number) {
        byte[] bigEndian = number.toByteArray();
        byte[] bytes = new byte[32];
        for (int i = 0; i < Math.min(32, bigEndian.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return bytes;
    }

    private static BigInteger fromLittleEndian(byte[] bytes) {
        byte[] bigEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    /** The point with this y and the even x, which both points above have. */
    private static Point point(String hex) {
        BigInteger y = fromLittleEndian(HexFormat.of().parseHex(hex));
        BigInteger y2 = y.multiply(y);
        BigInteger x2 = y2.subtract(BigInteger.ONE)
                .multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        BigInteger x = x2.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(x2)) {
            x = x.multiply(BigInteger.TWO.modPow(P.shiftRight(2), P)).mod(P);
        }
        return new Point(x.testBit(0) ? P.subtract(x) : x, y);
    }
}
