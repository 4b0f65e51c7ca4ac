package org.greenzone.astro.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.ProcessNoise;
import org.greenzone.astro.dynamics.RadiationSensitivity;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.SymmetricMatrix;

/**
 * Carries catalogue orbits and their covariances to other instants.
 *
 * <p>Propagated in legs of three hours from the epoch, forwards or backwards; each leg starts where the one before ends, and
 * process noise ({@link ProcessNoise}) is added a leg at a time, so that the covariance is that of a Markov process. The
 * legs are kept for the orbits asked for last; a leg depends on the orbit alone, so what is returned depends, bit for bit, on
 * the arguments alone and never on what was asked before. Not thread-safe.
 */
public final class OrbitPrediction {
    /** Length of a leg, seconds. */
    static final double LEG_SECONDS = 10_800;

    private static final int ALL = CatalogueOrbit.ALL_PARAMETERS;

    /** Legs kept of each orbit: the newest in use and the one before, for tracks that come a little late. */
    private static final int KEPT_LEGS = 2;

    private final OrbitPropagator propagator;
    private final LeapSeconds leapSeconds;
    private final Map<String, Chain> chains;

    /**
     * @param propagator used by this object
     * @param leapSeconds for elapsed time
     * @param capacity number of orbits whose legs are kept
     */
    public OrbitPrediction(OrbitPropagator propagator, LeapSeconds leapSeconds, int capacity) {
        this.propagator = propagator;
        this.leapSeconds = leapSeconds;
        this.chains = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Chain> eldest) {
                return size() > capacity;
            }
        };
    }

    /**
     * The orbit at an instant with its covariance.
     *
     * @param micros UTC microseconds since 1970
     * @return empty where the object has re-entered before (or, backwards, was not in orbit yet)
     */
    public Optional<PredictedOrbit> predict(CatalogueOrbit orbit, long micros) {
        double seconds = leapSeconds.elapsedSeconds(orbit.epochMicros(), micros);
        return chain(orbit, seconds, "full").at(seconds, micros);
    }

    /**
     * The state alone at an instant: cheaper, and from the same model.
     *
     * @param out6 receives position (m) and velocity (m/s), GCRF
     * @return whether the object is in orbit then
     */
    public boolean state(CatalogueOrbit orbit, long micros, double[] out6) {
        double seconds = leapSeconds.elapsedSeconds(orbit.epochMicros(), micros);
        return chain(orbit, seconds, "state").state(seconds, out6);
    }

    /** As {@link #state}, from the legs of {@link #predict}: for who will mostly ask for that next. The same to the bit. */
    public boolean stateOfPrediction(CatalogueOrbit orbit, long micros, double[] out6) {
        double seconds = leapSeconds.elapsedSeconds(orbit.epochMicros(), micros);
        return chain(orbit, seconds, "full").state(seconds, out6);
    }

    private Chain chain(CatalogueOrbit orbit, double seconds, String what) {
        int direction = seconds < 0 ? -1 : 1;
        String key = orbit.orbitId() + what + direction;
        Chain kept = chains.get(key);
        if (kept == null) {
            kept = new Chain(orbit, direction, what.equals("full"));
            chains.put(key, kept);
        }
        return kept;
    }

    /** The state, the transition and the process noise at the start of a leg. */
    private record Node(OrbitalState state, double[][] transition, double[][] noise) {}

    private final class Chain {
        private final int direction;
        private final boolean withTransition;
        private final double[][] covariance;
        private final double noiseScale;
        private final List<Node> nodes = new ArrayList<>();
        private final Map<Integer, Trajectory> legs = new LinkedHashMap<>(4, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Trajectory> eldest) {
                return size() > KEPT_LEGS;
            }
        };

        Chain(CatalogueOrbit orbit, int direction, boolean withTransition) {
            this.direction = direction;
            this.withTransition = withTransition;
            this.covariance = withTransition ? orbit.covarianceGcrf() : new double[0][];
            this.noiseScale = orbit.realism().noiseScale();
            double[][] identity = new double[ALL][ALL];
            for (int i = 0; i < identity.length; i++) {
                identity[i][i] = 1;
            }
            nodes.add(new Node(orbit.orbitalState(), identity, new double[ALL][ALL]));
        }

        /** The leg with this number, or empty where the object re-entered before its start. */
        private Optional<Trajectory> leg(int number) {
            Trajectory kept = legs.get(number);
            if (kept != null) {
                return Optional.of(kept);
            }
            while (nodes.size() <= number) {
                Optional<Trajectory> last = leg(nodes.size() - 1);
                if (last.isEmpty() || !extend(last.get())) {
                    return Optional.empty();
                }
            }
            OrbitalState start = nodes.get(number).state();
            double from = direction < 0 ? -LEG_SECONDS : 0;
            double to = direction < 0 ? 0 : LEG_SECONDS;
            try {
                Trajectory made = withTransition
                        ? propagator.propagateWithTransition(start, from, to)
                        : propagator.propagate(start, from, to);
                legs.put(number, made);
                return Optional.of(made);
            } catch (IllegalArgumentException notAnOrbit) {
                return Optional.empty();
            }
        }

        private boolean extend(Trajectory leg) {
            double end = direction * LEG_SECONDS;
            if (!covers(leg, end)) {
                return false;
            }
            Node before = nodes.get(nodes.size() - 1);
            double[] state = new double[6];
            leg.state(end, state);
            OrbitalState next = new OrbitalState(
                    leapSeconds.plusSeconds(before.state().epochMicros(), end),
                    state,
                    before.state().ballisticCoefficient(),
                    before.state().radiationCoefficient());
            nodes.add(
                    withTransition
                            ? carried(leg, end, before, next)
                            : new Node(next, before.transition(), before.noise()));
            return true;
        }

        private Node carried(Trajectory leg, double seconds, Node from, OrbitalState to) {
            RadiationSensitivity sunlight = propagator.radiation(leg, from.state(), seconds);
            double[][] step = ProcessNoise.transition(leg, sunlight, seconds);
            double[][] noise = SymmetricMatrix.congruence(step, from.noise());
            double[][] added = ProcessNoise.over(
                    leg,
                    sunlight,
                    seconds,
                    propagator.gravityDegree(),
                    from.state().ballisticCoefficient(),
                    from.state().radiationCoefficient());
            for (int i = 0; i < noise.length; i++) {
                for (int j = 0; j < noise.length; j++) {
                    noise[i][j] += noiseScale * added[i][j];
                }
            }
            return new Node(to, SymmetricMatrix.product(step, from.transition()), noise);
        }

        private boolean covers(Trajectory leg, double seconds) {
            return seconds >= leg.firstSeconds() - 1e-6 && seconds <= leg.lastSeconds() + 1e-6;
        }

        /** Transition of the seven; the radiation coefficient goes by what they tell of it: Phi + B (P^-1 C)^T. */
        private double[][] regression(double[][] transition) {
            double[][] seven = leading(transition);
            double[] told = SymmetricMatrix.solve(
                    SymmetricMatrix.flooredCholesky(leading(covariance)), Arrays.copyOf(covariance[ALL - 1], ALL - 1));
            for (int i = 0; i < seven.length; i++) {
                for (int j = 0; j < seven.length; j++) {
                    seven[i][j] += transition[i][ALL - 1] * told[j];
                }
            }
            return seven;
        }

        private static double[][] leading(double[][] all) {
            double[][] seven = new double[ALL - 1][];
            for (int i = 0; i < seven.length; i++) {
                seven[i] = Arrays.copyOf(all[i], ALL - 1);
            }
            return seven;
        }

        boolean state(double seconds, double[] out6) {
            int number = (int) Math.floor(Math.abs(seconds) / LEG_SECONDS);
            Optional<Trajectory> leg = leg(number);
            double within = seconds - direction * number * LEG_SECONDS;
            if (leg.isEmpty() || !covers(leg.get(), within)) {
                return false;
            }
            leg.get().state(within, out6);
            return true;
        }

        Optional<PredictedOrbit> at(double seconds, long micros) {
            double[] state = new double[6];
            int number = (int) Math.floor(Math.abs(seconds) / LEG_SECONDS);
            Optional<Trajectory> leg = leg(number);
            if (leg.isEmpty() || !state(seconds, state)) {
                return Optional.empty();
            }
            Node start = nodes.get(number);
            Node here = carried(
                    leg.get(),
                    seconds - direction * number * LEG_SECONDS,
                    start,
                    new OrbitalState(
                            micros,
                            state,
                            start.state().ballisticCoefficient(),
                            start.state().radiationCoefficient()));
            double[][] total = SymmetricMatrix.congruence(here.transition(), covariance);
            for (int i = 0; i < total.length; i++) {
                for (int j = 0; j < total.length; j++) {
                    total[i][j] += here.noise()[i][j];
                }
            }
            return Optional.of(
                    new PredictedOrbit(here.state(), leading(total), regression(here.transition()), total[ALL - 1]));
        }
    }
}
