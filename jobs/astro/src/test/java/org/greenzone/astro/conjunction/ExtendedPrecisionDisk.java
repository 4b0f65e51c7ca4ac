package org.greenzone.astro.conjunction;

import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;

/**
 * Referee of the probability in a disk: in 40 digits, by another integral than the methods under test.
 *
 * <p>With u = (x + R cos t) / sigmaX and w likewise, P is the integral over a turn of E((u^2 + w^2) / 2) (u w' - w u') / (4 pi),
 * E(s) = (1 - exp(-s)) / s: the contour integral of Patera (2001), in one form for means inside and outside. Its integrand is entire and
 * periodic, so the trapezoidal rule converges geometrically; it is doubled until 18 digits stand still. Good for probabilities above 1e-20.
 */
final class ExtendedPrecisionDisk {
    private static final DfpField FIELD = new DfpField(40);
    private static final int FIRST = 32;
    private static final int LAST = 1 << 14;

    private ExtendedPrecisionDisk() {}

    static double probability(double x, double y, double sigmaX, double sigmaY, double radius) {
        Dfp a = FIELD.newDfp(radius).divide(FIELD.newDfp(sigmaX));
        Dfp b = FIELD.newDfp(radius).divide(FIELD.newDfp(sigmaY));
        Dfp m = FIELD.newDfp(x).divide(FIELD.newDfp(sigmaX));
        Dfp c = FIELD.newDfp(y).divide(FIELD.newDfp(sigmaY));
        Dfp sum = sum(a, b, m, c, FIRST, 0);
        Dfp before = sum.divide(FIRST);
        for (int n = FIRST; n < LAST; n *= 2) {
            sum = sum.add(sum(a, b, m, c, n, 0.5));
            Dfp now = sum.divide(2 * n);
            Dfp change = now.subtract(before).abs();
            if (change.lessThan(now.abs().multiply(FIELD.newDfp(1e-18)))) {
                return now.divide(2).toDouble();
            }
            before = now;
        }
        throw new ArithmeticException("no convergence");
    }

    private static Dfp sum(Dfp a, Dfp b, Dfp m, Dfp c, int n, double shift) {
        Dfp sum = FIELD.getZero();
        for (int i = 0; i < n; i++) {
            Dfp t = FIELD.getPi().multiply(FIELD.newDfp(2 * (i + shift))).divide(n);
            Dfp cos = t.cos();
            Dfp sin = t.sin();
            Dfp u = m.add(a.multiply(cos));
            Dfp w = c.add(b.multiply(sin));
            Dfp s = u.multiply(u).add(w.multiply(w)).divide(2);
            Dfp turned = u.multiply(b).multiply(cos).add(w.multiply(a).multiply(sin));
            sum = sum.add(turned.multiply(ratio(s)));
        }
        return sum;
    }

    /** (1 - exp(-s)) / s. */
    private static Dfp ratio(Dfp s) {
        if (s.lessThan(FIELD.newDfp(1e-20))) {
            return FIELD.getOne().subtract(s.divide(2));
        }
        return FIELD.getOne().subtract(s.negate().exp()).divide(s);
    }
}
