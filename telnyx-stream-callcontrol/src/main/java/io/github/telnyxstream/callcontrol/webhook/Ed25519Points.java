package io.github.telnyxstream.callcontrol.webhook;

import java.math.BigInteger;
import java.util.Set;

/**
 * What has to be known of points of edwards25519 (RFC 8032 section 5.1) that security providers disagree on. Points are in
 * their encoding of 32 bytes. Stateless.
 */
final class Ed25519Points {

    static final int BYTES = 32;

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    /** The coefficient of the same curve in its other shape, v² = u³ + Au² + u (RFC 7748 section 4.1). */
    private static final BigInteger A = BigInteger.valueOf(486662);

    private static final BigInteger FOUR = BigInteger.valueOf(4);
    private static final BigInteger HALF = BigInteger.TWO.modInverse(P);
    private static final BigInteger ROOT_OF_MINUS_ONE = BigInteger.TWO.modPow(P.shiftRight(2), P);
    private static final BigInteger SQUARE_EXPONENT = P.shiftRight(1);
    private static final BigInteger ROOT_EXPONENT = P.add(BigInteger.valueOf(3)).shiftRight(3);

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

    /**
     * Whether the point is a multiple of the base point, which is to say that it can be halved three times; it has to be on the
     * curve and not of small order. A point can be halved if its u is a square, because the curve has one point of order two
     * only, and by inverting the doubling of RFC 7748 section 5.
     */
    static boolean isMultipleOfBase(byte[] point) {
        BigInteger y = y(point);
        BigInteger u = BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).modInverse(P))
                .mod(P);
        for (int halving = 0; halving < 2; halving++) {
            if (!isSquare(u)) {
                return false;
            }
            u = halved(u);
        }
        return isSquare(u);
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

    /** A u whose double is the given one: with t = u + 1/u, doubling gives (t² - 4) / 4(t + A), of which t is solved first. */
    private static BigInteger halved(BigInteger u) {
        BigInteger root = root(u.multiply(u.add(A)).add(BigInteger.ONE).mod(P));
        BigInteger t = u.add(root).shiftLeft(1).mod(P);
        if (!isSquare(t.add(A).mod(P))) {
            t = u.subtract(root).shiftLeft(1).mod(P);
        }
        return t.add(root(t.multiply(t).subtract(FOUR).mod(P))).multiply(HALF).mod(P);
    }

    private static boolean isSquare(BigInteger value) {
        return value.signum() == 0 || value.modPow(SQUARE_EXPONENT, P).equals(BigInteger.ONE);
    }

    /** The square root of a square (RFC 8032 section 5.1.3, for p = 5 modulo 8). */
    private static BigInteger root(BigInteger square) {
        BigInteger root = square.modPow(ROOT_EXPONENT, P);
        return root.multiply(root).mod(P).equals(square)
                ? root
                : root.multiply(ROOT_OF_MINUS_ONE).mod(P);
    }
}
