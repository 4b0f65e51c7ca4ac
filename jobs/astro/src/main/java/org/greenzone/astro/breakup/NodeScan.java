package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.physics.Vectors;

/**
 * When the orbit planes of objects meet in one line of the plane of a reference: a first look over weeks.
 *
 * <p>Nodes of different orbits turn at different rates, so planes that left one point meet again there at the instant of leaving alone.
 * At each step the line in the reference plane is found from which the planes are least far (median). Drag along the track does not
 * enter. A line has two ends, and of those only the radius tells which was the place.
 */
final class NodeScan {
    private static final int DIRECTIONS = 120;
    private static final int REFINEMENTS = 12;

    private final OwnPath reference;
    private final List<OwnPath> paths;

    NodeScan(OwnPath reference, List<OwnPath> paths) {
        this.reference = reference;
        this.paths = paths;
    }

    /**
     * Planes at one step.
     *
     * @param seconds the instant
     * @param dispersionMetres median distance of the planes from the line at the radius of the reference
     * @param firstSeconds instant near it at which the reference is at one end of the line
     * @param secondSeconds at the other
     */
    record Step(double seconds, double dispersionMetres, double firstSeconds, double secondSeconds) {}

    /** Steps from the first instant on, where the reference and half of the objects have a state. */
    List<Step> scan(double fromSeconds, double toSeconds, double stepSeconds) {
        List<Step> steps = new ArrayList<>();
        int count = (int) Math.floor((toSeconds - fromSeconds) / stepSeconds);
        double[] state = new double[6];
        double[] other = new double[6];
        for (int i = 0; i <= count; i++) {
            double at = fromSeconds + i * stepSeconds;
            if (!reference.state(at, state)) {
                continue;
            }
            double[] normal = Vectors.normal(state);
            double[] x = Vectors.unit(state);
            double[] y = Vectors.cross(normal, x);
            double[] xs = new double[paths.size()];
            double[] ys = new double[paths.size()];
            int n = 0;
            for (OwnPath path : paths) {
                if (path.state(at, other)) {
                    double[] plane = Vectors.normal(other);
                    xs[n] = Vectors.dot(x, plane);
                    ys[n++] = Vectors.dot(y, plane);
                }
            }
            if (2 * n >= paths.size() && n >= 4) {
                steps.add(step(at, Vectors.norm(state), xs, ys, n));
            }
        }
        return steps;
    }

    private Step step(double at, double radius, double[] xs, double[] ys, int n) {
        double best = Double.POSITIVE_INFINITY;
        double angle = 0;
        for (int i = 0; i < DIRECTIONS; i++) {
            double tried = Math.PI * i / DIRECTIONS;
            double dispersion = dispersion(tried, xs, ys, n);
            if (dispersion < best) {
                best = dispersion;
                angle = tried;
            }
        }
        double width = Math.PI / DIRECTIONS;
        for (int i = 0; i < REFINEMENTS; i++) {
            width *= 0.5;
            double centre = angle;
            for (double tried : new double[] {centre - width, centre + width}) {
                double dispersion = dispersion(tried, xs, ys, n);
                if (dispersion < best) {
                    best = dispersion;
                    angle = tried;
                }
            }
        }
        double period = reference.periodSeconds();
        double later = angle / (2 * Math.PI) * period;
        return new Step(at, best * radius, at + later, at + later - 0.5 * period);
    }

    /** Median distance on the unit sphere. */
    private static double dispersion(double angle, double[] xs, double[] ys, int n) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            distances[i] = Math.abs(cos * xs[i] + sin * ys[i]);
        }
        return PinchFit.median(distances);
    }
}
