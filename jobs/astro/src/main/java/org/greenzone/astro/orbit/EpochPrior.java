package org.greenzone.astro.orbit;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * A prior orbit at its epoch, as a Gaussian in equinoctial elements and ballistic coefficient (7 numbers), and the way back to
 * it from a track: the smoother's gain (Rauch, Tung and Striebel 1965) P0 Phi^T P^-1.
 */
final class EpochPrior {
    private static final int PARAMETERS = CatalogueOrbit.PARAMETERS;
    private static final int LONGITUDE = 5;

    private final CatalogueOrbit orbit;
    private final double mu;
    private final double[] mean;
    private final double[][] covariance;
    private final double[] radiation;

    /** @throws ArithmeticException where the orbit is not an ellipse */
    EpochPrior(CatalogueOrbit orbit, double mu) {
        this.orbit = orbit;
        this.mu = mu;
        this.mean = elements(orbit.stateGcrf(), orbit.ballisticCoefficient());
        double[][] all = orbit.covarianceGcrf();
        this.covariance = SymmetricMatrix.congruence(
                byCartesian(mean), RtnFrame.toInertial(orbit.covarianceRtn(), orbit.stateGcrf()));
        this.radiation = carried(byCartesian(mean), all[PARAMETERS]);
    }

    /** The row of the radiation coefficient in other coordinates of the seven parameters; its variance stays. */
    private static double[] carried(double[][] partials, double[] row) {
        double[] there = row.clone();
        for (int i = 0; i < PARAMETERS; i++) {
            there[i] = 0;
            for (int j = 0; j < PARAMETERS; j++) {
                there[i] += partials[i][j] * row[j];
            }
        }
        return there;
    }

    /** The row of the radiation coefficient, given in elements, in the RTN frame of the object there. */
    private double[] radiationRtn(double[] elements, double[] row) {
        double[] state = cartesian(elements);
        double[] there = carried(cartesianBy(elements), row);
        double[] place = RtnFrame.vectorToRtn(Arrays.copyOf(there, 3), state);
        double[] speed = RtnFrame.vectorToRtn(Arrays.copyOfRange(there, 3, 6), state);
        System.arraycopy(place, 0, there, 0, 3);
        System.arraycopy(speed, 0, there, 3, 3);
        return there;
    }

    /**
     * What a track tells of the radiation coefficient, which it does not see itself.
     *
     * @param coefficient m2/kg; may be negative
     * @param rowRtn covariance with the seven parameters in RTN at the epoch of the result, and its variance
     */
    record Radiation(double coefficient, double[] rowRtn) {}

    /**
     * The radiation coefficient by regression on the seven parameters at the track (Gaussian conditioning; exact for
     * what the measurements do not depend on): c + g (x+ - x-), g = P-^-1 C, variance M - g (P- - P+) g.
     *
     * @param late whether the result stands at the epoch of the prior, else at the track
     */
    Radiation radiation(
            PredictedOrbit predicted, double[] about, OrbitalState fitted, double[][] fittedCovariance, boolean late) {
        double[] before =
                elements(predicted.state().stateGcrf(), predicted.state().ballisticCoefficient());
        double[] after = elements(fitted.stateGcrf(), fitted.ballisticCoefficient());
        double[][] back = byCartesian(before);
        double[][] factor = SymmetricMatrix.flooredCholesky(SymmetricMatrix.congruence(back, predicted.covariance()));
        double[][] predictedCovariance = SymmetricMatrix.congruence(back, predicted.covariance());
        double[][] known = SymmetricMatrix.congruence(byCartesian(after), fittedCovariance);
        double[] row = carried(back, predicted.radiation());
        double[] gain = SymmetricMatrix.solve(factor, Arrays.copyOf(row, PARAMETERS));
        double[] moved = difference(after, before);
        double coefficient = orbit.radiationCoefficient();
        double variance = row[PARAMETERS];
        double[] learned = new double[PARAMETERS];
        double[] kept = new double[PARAMETERS + 1];
        for (int i = 0; i < PARAMETERS; i++) {
            coefficient += gain[i] * moved[i];
            for (int j = 0; j < PARAMETERS; j++) {
                learned[i] += (predictedCovariance[i][j] - known[i][j]) * gain[j];
                kept[i] += known[i][j] * gain[j];
            }
            variance -= gain[i] * learned[i];
        }
        if (late) {
            double[][] transition =
                    SymmetricMatrix.product(SymmetricMatrix.product(back, predicted.transition()), cartesianBy(about));
            double[] v = SymmetricMatrix.solve(factor, learned);
            double[] carriedBack = new double[PARAMETERS];
            for (int j = 0; j < PARAMETERS; j++) {
                for (int k = 0; k < PARAMETERS; k++) {
                    carriedBack[j] += transition[k][j] * v[k];
                }
            }
            for (int i = 0; i < PARAMETERS; i++) {
                kept[i] = radiation[i];
                for (int j = 0; j < PARAMETERS; j++) {
                    kept[i] -= covariance[i][j] * carriedBack[j];
                }
            }
        }
        kept[PARAMETERS] = Math.max(0, variance);
        return new Radiation(
                coefficient,
                radiationRtn(
                        late
                                ? smoothed(predicted, about, fitted, fittedCovariance)
                                        .mean()
                                : after,
                        kept));
    }

    /** What a track makes of the prior at its epoch: elements and coefficient, and their covariance. */
    record Smoothed(double[] mean, double[][] covariance) {}

    /**
     * The prior improved by a fit at the track.
     *
     * @param predicted what the fit started from, with the transition from the epoch about {@code about}
     * @param about elements at the epoch about which it was propagated
     */
    Smoothed smoothed(PredictedOrbit predicted, double[] about, OrbitalState fitted, double[][] fittedCovariance) {
        double[] before =
                elements(predicted.state().stateGcrf(), predicted.state().ballisticCoefficient());
        double[] after = elements(fitted.stateGcrf(), fitted.ballisticCoefficient());
        double[][] predictedCovariance = SymmetricMatrix.congruence(byCartesian(before), predicted.covariance());
        double[][] transition = SymmetricMatrix.product(
                SymmetricMatrix.product(byCartesian(before), predicted.transition()), cartesianBy(about));
        // With P0 = L L^T and P = F F^T: W = F^-1 Phi L, gain = L W^T F^-1, and what the track cannot tell is L (1 -
        // W^T W) L^T.
        double[][] root = SymmetricMatrix.flooredCholesky(covariance);
        double[][] factor = SymmetricMatrix.flooredCholesky(predictedCovariance);
        double[][] carried = SymmetricMatrix.product(transition, root);
        double[][] whitened = new double[PARAMETERS][];
        double[][] untold = new double[PARAMETERS][PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            double[] column = new double[PARAMETERS];
            for (int j = 0; j < PARAMETERS; j++) {
                column[j] = carried[j][i];
            }
            whitened[i] = SymmetricMatrix.forward(factor, column);
        }
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < PARAMETERS; j++) {
                untold[i][j] = i == j ? 1 : 0;
                for (int k = 0; k < PARAMETERS; k++) {
                    untold[i][j] -= whitened[i][k] * whitened[j][k];
                }
            }
        }
        double[][] innovation = new double[PARAMETERS][];
        double[][] fittedElements = SymmetricMatrix.congruence(byCartesian(after), fittedCovariance);
        double[][] fittedRoot = SymmetricMatrix.flooredCholesky(fittedElements);
        for (int i = 0; i < PARAMETERS; i++) {
            double[] column = new double[PARAMETERS];
            for (int j = 0; j < PARAMETERS; j++) {
                column[j] = fittedRoot[j][i];
            }
            innovation[i] = SymmetricMatrix.forward(factor, column);
        }
        double[] moved = SymmetricMatrix.forward(factor, difference(after, before));
        double[] result = mean.clone();
        double[][] told = SymmetricMatrix.product(root, SymmetricMatrix.productTransposed(whitened, innovation));
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < PARAMETERS; j++) {
                for (int k = 0; k < PARAMETERS; k++) {
                    result[i] += root[i][j] * whitened[j][k] * moved[k];
                }
            }
        }
        double[][] total = SymmetricMatrix.congruence(root, nonNegative(untold));
        double[][] known = SymmetricMatrix.productTransposed(told, told);
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < PARAMETERS; j++) {
                total[i][j] += known[i][j];
            }
        }
        SymmetricMatrix.symmetrize(total);
        return new Smoothed(result, total);
    }

    /** Without what rounding makes negative. */
    private static double[][] nonNegative(double[][] symmetric) {
        double[][] directions = new double[PARAMETERS][PARAMETERS];
        double[] values = SymmetricMatrix.eigen(symmetric, directions);
        double[][] result = new double[PARAMETERS][PARAMETERS];
        for (int k = 0; k < PARAMETERS; k++) {
            for (int i = 0; i < PARAMETERS; i++) {
                for (int j = 0; j < PARAMETERS; j++) {
                    result[i][j] += Math.max(0, values[k]) * directions[i][k] * directions[j][k];
                }
            }
        }
        return result;
    }

    double[] mean() {
        return mean.clone();
    }

    /** The prior's object at other elements, with the covariance of the prior: what to propagate to expand about them. */
    CatalogueOrbit at(double[] elements) {
        double[] state = cartesian(elements);
        List<String> restsOn = List.of(orbit.orbitId());
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(orbit.objectId(), orbit.epochMicros(), state, restsOn),
                orbit.objectId(),
                orbit.objectName(),
                orbit.internationalDesignator(),
                orbit.revision(),
                orbit.epochMicros(),
                orbit.availableMicros(),
                state,
                elements[LONGITUDE + 1],
                orbit.radiationCoefficient(),
                RtnFrame.toRtn(cartesianCovariance(elements, covariance), state),
                orbit.source(),
                orbit.tracksUsed(),
                0,
                0,
                Double.NaN,
                new TreeMap<>(),
                orbit.hardBodyRadiusMetres(),
                restsOn,
                radiationRtn(elements, radiation),
                orbit.realism(),
                "");
    }

    /**
     * The prediction of the prior from a propagation about other elements: their prediction plus the transition times how far the prior
     * is from them.
     */
    PredictedOrbit expanded(PredictedOrbit propagated, double[] about) {
        double[] reached =
                elements(propagated.state().stateGcrf(), propagated.state().ballisticCoefficient());
        double[][] back = byCartesian(reached);
        double[][] transition =
                SymmetricMatrix.product(SymmetricMatrix.product(back, propagated.transition()), cartesianBy(about));
        double[] away = difference(mean, about);
        double[] predicted = reached.clone();
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < PARAMETERS; j++) {
                predicted[i] += transition[i][j] * away[j];
            }
        }
        double[][] inElements = SymmetricMatrix.congruence(back, propagated.covariance());
        double[][] there =
                SymmetricMatrix.product(cartesianBy(predicted), SymmetricMatrix.product(back, propagated.transition()));
        return new PredictedOrbit(
                new OrbitalState(
                        propagated.micros(),
                        cartesian(predicted),
                        predicted[LONGITUDE + 1],
                        propagated.state().radiationCoefficient()),
                cartesianCovariance(predicted, inElements),
                there,
                carried(cartesianBy(predicted), carried(back, propagated.radiation())));
    }

    double[] cartesian(double[] elements) {
        return EquinoctialElements.toCartesian(Arrays.copyOf(elements, 6), mu);
    }

    double[][] cartesianCovariance(double[] elements, double[][] covarianceOfElements) {
        return SymmetricMatrix.congruence(cartesianBy(elements), covarianceOfElements);
    }

    private double[] elements(double[] state, double ballistic) {
        double[] seven = Arrays.copyOf(EquinoctialElements.fromCartesian(state, mu), PARAMETERS);
        seven[LONGITUDE + 1] = ballistic;
        return seven;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] result = new double[PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            result[i] = i == LONGITUDE ? Math.IEEEremainder(a[i] - b[i], 2 * Math.PI) : a[i] - b[i];
        }
        return result;
    }

    private double[][] byCartesian(double[] elements) {
        return EquinoctialElements.withCoefficient(
                EquinoctialElements.elementsByCartesian(Arrays.copyOf(elements, 6), mu));
    }

    private double[][] cartesianBy(double[] elements) {
        return EquinoctialElements.withCoefficient(
                EquinoctialElements.cartesianByElements(Arrays.copyOf(elements, 6), mu));
    }
}
