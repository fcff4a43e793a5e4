package io.github.telnyxstream.callcontrol.webhook;

import java.math.BigInteger;
import java.util.Set;

/**
 * What can be said of a point of edwards25519 (RFC 8032 section 5.1) from its encoding of 32 bytes, and that security providers
 * may forget to ask. Stateless.
 */
final class Ed25519Points {

    static final int BYTES = 32;

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger SQUARE_EXPONENT = P.shiftRight(1);

    /** y of a point that is neutral when doubled three times, and not before. */
    private static final BigInteger OF_ORDER_EIGHT =
            new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

    private static final Set<BigInteger> SMALL_ORDER = Set.of(
            BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), OF_ORDER_EIGHT, P.subtract(OF_ORDER_EIGHT));

    private Ed25519Points() {}

    /** Whether y is written the shortest way, which RFC 8032 section 5.1.3 demands and providers may forget. */
    static boolean isCanonical(byte[] point) {
        return y(point).compareTo(P) < 0;
    }

    /** Whether x² follows from y at all. */
    static boolean isOnCurve(byte[] point) {
        return isSquare(xSquared(y(point)));
    }

    /** Whether the point becomes the neutral one when doubled three times; there are eight such points, by five y. */
    static boolean isOfSmallOrder(byte[] point) {
        return SMALL_ORDER.contains(y(point).mod(P));
    }

    private static BigInteger y(byte[] point) {
        byte[] bigEndian = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bigEndian[i] = point[BYTES - 1 - i];
        }
        bigEndian[0] &= 0x7f; // the sign of x
        return new BigInteger(1, bigEndian);
    }

    /** From -x² + y² = 1 + dx²y² (RFC 8032 section 5.1.3). */
    private static BigInteger xSquared(BigInteger y) {
        BigInteger y2 = y.multiply(y).mod(P);
        return y2.subtract(BigInteger.ONE)
                .multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P))
                .mod(P);
    }

    private static boolean isSquare(BigInteger value) {
        return value.signum() == 0 || value.modPow(SQUARE_EXPONENT, P).equals(BigInteger.ONE);
    }
}
